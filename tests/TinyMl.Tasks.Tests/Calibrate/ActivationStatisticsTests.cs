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
            var largest = new LargestValues(Math.Min(capacity, values.Length));
            foreach (float value in values) largest.Add(value);
            return largest.Smallest() == values.OrderDescending().ElementAt(Math.Min(capacity, values.Length) - 1);
        });

    [TestMethod]
    public void ThePercentileLeavesOneInTenThousandAtEachEnd()
    {
        float[] values = [.. Enumerable.Range(0, 50000).Select(i => (float)i)];
        new Random(1).Shuffle(values);
        var statistics = new ActivationStatistics(values.Length);

        foreach (float[] sample in values.Chunk(100)) Assert.IsTrue(statistics.Add(sample));

        Assert.AreEqual(new ValueRange(0, 49999), statistics.Range);
        Assert.AreEqual(new ValueRange(5, 49994), statistics.PercentileRange);
    }

    [TestMethod]
    public void OfFewValuesThePercentileIsTheExtreme()
    {
        var statistics = new ActivationStatistics(3);

        statistics.Add([1, -2, 3]);

        Assert.AreEqual(statistics.Range, statistics.PercentileRange);
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.NegativeInfinity)]
    public void ValuesThatAreNotFiniteAreReported(float value) => Assert.IsFalse(new ActivationStatistics(2).Add([1, value]));
}
