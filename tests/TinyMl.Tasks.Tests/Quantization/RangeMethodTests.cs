using System;
using System.Linq;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Calibrate;
using TinyMl.Tasks.Quantization;

namespace TinyMl.Tasks.Tests.Quantization;

[TestClass]
public sealed class RangeMethodTests
{
    [TestMethod]
    public void NoRangeIsWiderThanTheValues() => Gen.Float[-1000, 1000].Array[1, 200].Sample(values => RangeMethod.All.All(method =>
    {
        ValueRange range = Range(method, values);
        return range.Minimum <= range.Maximum && range.Minimum >= values.Min() && range.Maximum <= values.Max();
    }));

    [TestMethod]
    [DataRow(0f)]
    [DataRow(-3f)]
    [DataRow(1e-40f)]
    [DataRow(3e38f)]
    public void TheRangeOfAConstantIsTheConstant(float value)
    {
        foreach (RangeMethod method in RangeMethod.All) Assert.AreEqual(new ValueRange(value, value), Range(method, [.. Enumerable.Repeat(value, 50)]), method.Name);
    }

    [TestMethod]
    public void WhatHasOneSideKeepsItsOtherEnd()
    {
        float[] values = [.. Enumerable.Range(0, 4000).Select(i => i * i / 16e6f)];

        foreach (RangeMethod method in RangeMethod.All)
        {
            Assert.AreEqual(0, Range(method, values).Minimum, 1e-4f, method.Name);
            Assert.AreEqual(0, Range(method, [.. values.Select(value => -value)]).Maximum, 1e-4f, method.Name);
        }
    }

    [TestMethod]
    [DataRow("mse")]
    [DataRow("entropy")]
    public void ALoneOutlierIsCutOff(string name)
    {
        // A bell of sums of uniform numbers, and one value a hundred times as large as the others.
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, 1_000_000).Select(_ => random.NextSingle() + random.NextSingle() + random.NextSingle() - 1.5f), 150];

        ValueRange range = Range(RangeMethod.All.Single(method => method.Name == name), values);

        Assert.IsLessThan(75, range.Maximum);
        Assert.AreEqual(values.Min(), range.Minimum, 0.5f);
    }

    [TestMethod]
    public void LeastSquaresAreNotAboveThoseOfTheWholeRange() => Gen.Float[-1, 1].Array[100, 300].Sample(values =>
    {
        float[] cubes = [.. values.Select(value => value * value * value)];
        return Squares(cubes, Range(RangeMethod.All.Single(method => method.Name == "mse"), cubes)) <= (1.05 * Squares(cubes, Range(RangeMethod.MinMax, cubes))) + 1e-9;
    });

    private static double Squares(float[] values, ValueRange range)
    {
        var parameters = AffineQuantization.Parameters(range);
        return AffineQuantization.Quantize(values, parameters).Zip(values, (level, value) => Math.Pow(((level - parameters.ZeroPoint) * (double)parameters.Scale) - value, 2)).Sum();
    }

    private static ValueRange Range(RangeMethod method, float[] values)
    {
        var statistics = new ActivationStatistics(values.Length);
        statistics.Add(values);
        var histogram = new ActivationHistogram(statistics.Range);
        histogram.Add(values);
        return method.Of(statistics, histogram);
    }
}
