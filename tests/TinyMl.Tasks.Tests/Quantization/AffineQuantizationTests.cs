using System;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Calibrate;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Quantization;

namespace TinyMl.Tasks.Tests.Quantization;

[TestClass]
public sealed class AffineQuantizationTests
{
    private static readonly Gen<ValueRange> s_ranges = Gen.Select(Gen.Float[-1000, 1000], Gen.Float[-1000, 1000], (a, b) => new ValueRange(Math.Min(a, b), Math.Max(a, b)));

    [TestMethod]
    public void ZeroIsRepresentedExactly() => s_ranges.Sample(range =>
    {
        QuantizationParameters parameters = AffineQuantization.Parameters(range);
        return parameters.Scale > 0 && parameters.ZeroPoint is >= sbyte.MinValue and <= sbyte.MaxValue
            && AffineQuantization.Quantize([0f], parameters)[0] == parameters.ZeroPoint;
    });

    [TestMethod]
    public void ValuesOfTheRangeAreOffByHalfAStepAtMostAndOneAtTheEnds() => Gen.Select(s_ranges, Gen.Float[0, 1]).Sample((range, share) =>
    {
        QuantizationParameters parameters = AffineQuantization.Parameters(range);
        float value = range.Minimum + (share * (range.Maximum - range.Minimum));
        float restored = parameters.Scale * (AffineQuantization.Quantize([value], parameters)[0] - parameters.ZeroPoint);
        return Math.Abs(restored - value) <= parameters.Scale * 1.001;
    });

    [TestMethod]
    [DataRow(0f, 0f, 1f / 255, -128)]
    [DataRow(0f, 255f, 1f, -128)]
    [DataRow(-128f, 127f, 1f, 0)]
    [DataRow(-255f, 0f, 1f, 127)]
    [DataRow(51f, 255f, 1f, -128)]
    public void RangesGiveTheParametersOfTheSpecification(float minimum, float maximum, float scale, int zeroPoint)
    {
        QuantizationParameters parameters = AffineQuantization.Parameters(new ValueRange(minimum, maximum));

        Assert.AreEqual(scale, parameters.Scale, 1e-9f);
        Assert.AreEqual(zeroPoint, parameters.ZeroPoint);
    }
}
