using System;
using System.Linq;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Arithmetic;

namespace TinyMl.Kernels.Tests.Arithmetic;

[TestClass]
public sealed class FixedPointTests
{
    [TestMethod]
    [DataRow(1, 1 << 30, 1, "0.5 goes up")]
    [DataRow(-1, 1 << 30, 0, "-0.5 goes up")]
    [DataRow(3, 1 << 30, 2, "1.5 goes up")]
    [DataRow(-3, 1 << 30, -1, "-1.5 goes up")]
    [DataRow(5, 3 << 29, 4, "3.75")]
    [DataRow(-5, 3 << 29, -4, "-3.75")]
    [DataRow(int.MinValue, int.MinValue, int.MaxValue, "1 saturates")]
    [DataRow(int.MinValue, int.MaxValue, -int.MaxValue, "")]
    [DataRow(int.MaxValue, int.MaxValue, int.MaxValue - 1, "")]
    public void TheHighProductRoundsHalvesUp(int a, int b, int expected, string reason) =>
        Assert.AreEqual(expected, FixedPoint.SaturatingRoundingDoublingHighMul(a, b), reason);

    [TestMethod]
    [DataRow(5, 1, 3)]
    [DataRow(-5, 1, -3)]
    [DataRow(3, 1, 2)]
    [DataRow(-3, 1, -2)]
    [DataRow(6, 2, 2)]
    [DataRow(-6, 2, -2)]
    [DataRow(5, 2, 1)]
    [DataRow(-5, 2, -1)]
    [DataRow(-7, 0, -7)]
    [DataRow(int.MaxValue, 31, 1)]
    [DataRow(int.MinValue, 31, -1)]
    [DataRow((1 << 30) - 1, 31, 0)]
    public void TheDivisionByAPowerOfTwoRoundsHalvesAwayFromZero(int x, int exponent, int expected) =>
        Assert.AreEqual(expected, FixedPoint.RoundingDivideByPowerOfTwo(x, exponent));

    [TestMethod]
    [DataRow(5, 1 << 30, 1, 5, "once")]
    [DataRow(5, 1 << 30, 0, 3, "2.5 up")]
    [DataRow(-5, 1 << 30, 0, -2, "-2.5 up")]
    [DataRow(5, 1 << 30, -1, 2, "1.25, but 2.5 is rounded to 3 and 1.5 to 2")]
    [DataRow(-5, 1 << 30, -1, -1, "-1.25: -2.5 is rounded to -2, and that is -1")]
    [DataRow(-7, 1 << 30, -1, -2, "-1.75: -3.5 is rounded to -3, and -1.5 away from zero")]
    [DataRow(100, 0, 0, 0, "times 0")]
    [DataRow(3, 1 << 30, 11, 3 << 10, "to the left")]
    public void AMultiplierRoundsTwice(int x, int mantissa, int shift, int expected, string reason) =>
        Assert.AreEqual(expected, FixedPoint.MultiplyByQuantizedMultiplier(x, mantissa, shift), reason);

    [TestMethod]
    public void AMultiplierIsWithinOneOfTheProduct() =>
        Gen.Select(Gen.Int[-(1 << 24), 1 << 24], Gen.Int[1 << 30, int.MaxValue], Gen.Int[-31, 0]).Sample(
            (x, mantissa, shift) => Assert.AreEqual(x * (double)mantissa * Math.ScaleB(1, shift - 31), FixedPoint.MultiplyByQuantizedMultiplier(x, mantissa, shift), 1.0));

    [TestMethod]
    public void EightMultipliersHaveTheBitsOfEach()
    {
        if (!Avx2.IsSupported) Assert.Inconclusive("This machine has no AVX2.");

        Gen<int> x = Gen.OneOf(Gen.Int, Gen.Int[-5, 5], Gen.Const(int.MinValue), Gen.Const(int.MaxValue));
        Gen.Select(x.Array[8], Gen.OneOf(Gen.Int[1 << 30, int.MaxValue], Gen.Const(0)).Array[8], Gen.Int[-31, 30].Array[8]).Sample(
            (values, mantissas, shifts) =>
            {
                int[] actual = new int[8];
                FixedPoint.MultiplyByQuantizedMultiplier(Vector256.Create(values), Vector256.Create(mantissas), Vector256.Create(shifts)).CopyTo(actual);

                CollectionAssert.AreEqual(values.Select((value, i) => FixedPoint.MultiplyByQuantizedMultiplier(value, mantissas[i], shifts[i])).ToArray(), actual);
            },
            iter: 20_000);
    }

    [TestMethod]
    public void TheExponentialIsNearTheRealOne() =>
        Gen.Select(Gen.Int[int.MinValue, 0], Gen.Int[0, 5]).Sample((a, integerBits) =>
            Assert.AreEqual(Math.Exp(Math.ScaleB(a, integerBits - 31)), Math.ScaleB(FixedPointFunctions.ExpOnNegativeValues(a, integerBits), -31), 1e-6));

    [TestMethod]
    public void TheLogisticFunctionIsNearTheRealOne() =>
        Gen.Int.Sample(a => Assert.AreEqual(1 / (1 + Math.Exp(-Math.ScaleB(a, -27))), Math.ScaleB(FixedPointFunctions.Logistic(a), -31), 1e-6));

    [TestMethod]
    public void TheHyperbolicTangentIsNearTheRealOne() =>
        Gen.Int.Sample(a => Assert.AreEqual(Math.Tanh(Math.ScaleB(a, -27)), Math.ScaleB(FixedPointFunctions.Tanh(a), -31), 1e-6));

    [TestMethod]
    public void TheReciprocalIsNearTheRealOne() =>
        Gen.Int[0, int.MaxValue].Sample(a => Assert.AreEqual(1 / (1 + Math.ScaleB(a, -31)), Math.ScaleB(FixedPointFunctions.OneOverOnePlusX(a), -31), 1e-6));

    [TestMethod]
    public void TheExponentialOf0IsTheLargestFraction() => Assert.AreEqual(int.MaxValue, FixedPointFunctions.ExpOnNegativeValues(0, 5));

    [TestMethod]
    [DataRow(0.5f, 1f, 0, 1)]
    [DataRow(-0.5f, 1f, 0, -1)]
    [DataRow(2.5f, 1f, 10, 13)]
    [DataRow(1000f, 1f, 0, 127)]
    [DataRow(-1000f, 1f, 0, -128)]
    [DataRow(float.PositiveInfinity, 1f, 0, 127)]
    [DataRow(float.NegativeInfinity, 1f, 5, -128)]
    [DataRow(float.NaN, 1f, 5, 5)]
    [DataRow(float.MaxValue, float.Epsilon, 0, 127)]
    public void RealValuesAreQuantizedAwayFromZeroAndSaturate(float value, float scale, int zeroPoint, int expected) =>
        Assert.AreEqual(expected, FixedPoint.Quantize(value, scale, zeroPoint, sbyte.MinValue, sbyte.MaxValue));
}
