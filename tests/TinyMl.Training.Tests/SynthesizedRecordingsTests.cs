using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Training.Signals;

namespace TinyMl.Training.Tests;

[TestClass]
public sealed class SynthesizedRecordingsTests
{
    [TestMethod]
    public void The_same_seed_gives_the_same_recordings() =>
        CollectionAssert.AreEqual(HeldOut(GestureTraining.DefaultSeed), HeldOut(GestureTraining.DefaultSeed));

    [TestMethod]
    public void Another_seed_gives_other_recordings() =>
        CollectionAssert.AreNotEqual(HeldOut(GestureTraining.DefaultSeed), HeldOut(GestureTraining.DefaultSeed + 1));

    [TestMethod]
    public void The_shipped_validation_data_follow_from_the_default_seed()
    {
        float[] synthesized = HeldOut(GestureTraining.DefaultSeed);
        float[] shipped = NpzReader.Read<float>(ModelFiles.Committed.Validation, "x").Values;

        // Where another machine's sine differs in the last bit, a value may round to the neighboring step.
        Assert.HasCount(shipped.Length, synthesized);
        float largestDifference = synthesized.Zip(shipped, (a, b) => Math.Abs(a - b)).Max();
        Assert.IsLessThanOrEqualTo(1 / Accelerometer.Resolution, largestDifference);
    }

    [TestMethod]
    public void The_classes_are_balanced()
    {
        var counts = new GestureData(new SeededRandom(1)).Training.CountBy(recording => recording.Gesture);

        Assert.HasCount(GestureSynthesizer.Gestures.Count, counts);
        Assert.HasCount(1, counts.Select(count => count.Value).Distinct());
    }

    [TestMethod]
    public void Every_value_is_a_step_of_the_sensor_within_its_range()
    {
        foreach (float value in HeldOut(seed: 7))
        {
            Assert.IsInRange(-Accelerometer.Range, Accelerometer.Range, value);
            Assert.AreEqual(0, value * Accelerometer.Resolution % 1);
        }
    }

    private static float[] HeldOut(ulong seed) =>
        [.. new GestureData(new SeededRandom(seed)).HeldOut.SelectMany(recording => recording.Values)];
}
