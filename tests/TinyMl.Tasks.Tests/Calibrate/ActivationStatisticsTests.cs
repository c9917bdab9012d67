using System;
using System.Linq;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Calibrate;

namespace TinyMl.Tasks.Tests.Calibrate;

[TestClass]
public sealed class ActivationStatisticsTests
{
    [TestMethod]
    public void TheLargestValuesAreThoseOfASort() =>
        Gen.Select(Gen.Float[-100, 100].Array[1, 300], Gen.Int[1, 40]).Sample((values, capacity) =>
        {
            var largest = new LargestValues(capacity);
            foreach (float value in values) largest.Add(value);
            int after = Math.Min(capacity, values.Length) - 1;
            return largest.After(after) == values.OrderDescending().ElementAt(after) && largest.After(0) == values.Max();
        });

    [TestMethod]
    public void TailsAreLeftOutAtEachEnd()
    {
        float[] values = [.. Enumerable.Range(0, 50000).Select(i => (float)i)];
        new Random(1).Shuffle(values);
        var statistics = new ActivationStatistics(values.Length);

        foreach (float[] sample in values.Chunk(100)) Assert.IsTrue(statistics.Add(sample));

        Assert.AreEqual(new ValueRange(0, 49999), statistics.Range);
        Assert.AreEqual(new ValueRange(5, 49994), statistics.RangeWithoutTails(0.0001));
        Assert.AreEqual(new ValueRange(1, 49998), statistics.RangeWithoutTails(0.00003));
    }

    [TestMethod]
    public void PartsTogetherAreTheWhole() =>
        Gen.Select(Gen.Float[-100, 100].Array[1, 30000], Gen.Int[1, 8]).Sample(
            (values, parts) =>
            {
                ActivationStatistics whole = new(values.Length), sum = new(values.Length);
                whole.Add(values);
                foreach (float[] part in values.Chunk((values.Length + parts - 1) / parts))
                {
                    var own = new ActivationStatistics(values.Length);
                    own.Add(part);
                    sum.Add(own);
                }

                return sum.Range == whole.Range && sum.RangeWithoutTails(0.0001) == whole.RangeWithoutTails(0.0001);
            },
            iter: 50);

    [TestMethod]
    public void OfFewValuesNoneIsLeftOut()
    {
        var statistics = new ActivationStatistics(3);

        statistics.Add([1, -2, 3]);

        Assert.AreEqual(statistics.Range, statistics.RangeWithoutTails(0.0001));
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.NegativeInfinity)]
    public void ValuesThatAreNotFiniteAreReported(float value) => Assert.IsFalse(new ActivationStatistics(2).Add([1, value]));
}
