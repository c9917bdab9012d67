using System;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Arithmetic;
using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Tests.Lower;

[TestClass]
public sealed class RealMultiplierTests
{
    [TestMethod]
    [DataRow(0.0, 0, 0)]
    [DataRow(1.0, 1 << 30, 1)]
    [DataRow(0.5, 1 << 30, 0)]
    [DataRow(0.75, 3 << 29, 0)]
    [DataRow(-0.5, -(1 << 30), 0)]
    [DataRow(1.0 - 1e-16, 1 << 30, 1)]
    [DataRow(0.1, 1717986918, -3)]
    [DataRow(1073741823.0, 2147483646, 30)]
    [DataRow(1e-12, 0, 0)]
    [DataRow(1e30, int.MaxValue, 30)]
    public void AFactorIsItsNearestMantissaAndShift(double factor, int mantissa, int shift)
    {
        QuantizedMultiplier multiplier = RealMultiplier.Quantize(factor);

        Assert.AreEqual(mantissa, multiplier.Mantissa);
        Assert.AreEqual(shift, multiplier.Shift);
    }

    [TestMethod]
    public void AMultiplierIsWithinHalfAStepOfItsFactor() =>
        Gen.Double[1e-9, 1e9].Sample(factor =>
        {
            QuantizedMultiplier multiplier = RealMultiplier.Quantize(factor);

            Assert.IsGreaterThanOrEqualTo(1 << 30, multiplier.Mantissa);
            Assert.AreEqual(factor, multiplier.Mantissa * Math.ScaleB(1, multiplier.Shift - 31), Math.ScaleB(0.5, multiplier.Shift - 31));
        });
}
