using System;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Calibrate;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Quantization;

namespace TinyMl.Tasks.Tests.Quantization;

[TestClass]
public sealed class SymmetricQuantizationTests
{
    [TestMethod]
    public void EveryValueOfTheRangeIsKeptToHalfAStep() => Gen.Select(Gen.Float[-1e6f, 1e6f], Gen.Float[-1e6f, 1e6f], Gen.Float[0, 1]).Sample((first, second, share) =>
    {
        var range = new ValueRange(Math.Min(first, second), Math.Max(first, second));
        QuantizationParameters parameters = SymmetricQuantization.Parameters(range);
        float value = range.Minimum + ((range.Maximum - range.Minimum) * share);

        double restored = (double)parameters.Scale * SymmetricQuantization.Quantize([value], parameters)[0];

        Assert.AreEqual(0, parameters.ZeroPoint);
        Assert.IsLessThanOrEqualTo(parameters.Scale * 0.502, Math.Abs(value - restored));
    });

    [TestMethod]
    [DataRow(-2f, 1f, 2f / 32767)]
    [DataRow(0f, 32767f, 1f)]
    [DataRow(0f, 0f, 1f / 32767)]
    public void TheMagnitudeIsTheGreatestNumber(float minimum, float maximum, float scale) =>
        Assert.AreEqual(new QuantizationParameters(scale, 0), SymmetricQuantization.Parameters(new ValueRange(minimum, maximum)));

    [TestMethod]
    public void WhatIsBeyondSaturates() =>
        CollectionAssert.AreEqual(new short[] { 32767, -32768, 2, -2 }, SymmetricQuantization.Quantize([1e9f, -1e9f, 0.75f, -0.75f], new QuantizationParameters(0.5f, 0)));
}
