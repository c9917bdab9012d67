using System;
using static TinyMl.Arithmetic.FixedPoint;
using static TinyMl.Arithmetic.FixedPointFunctions;

namespace TinyMl.Arithmetic;

/// <summary>
/// The natural logarithm on 32-bit raw values, bit for bit as TensorFlow Lite's log_x_for_x_greater_than_or_equal_to_1 from Q12.19
/// to Q5.26: x = 2^n r with r around sqrt(sqrt(1/2)), so that ln x = n ln 2 + ln r, n in quarters and ln r by a rational function.
/// </summary>
internal static class FixedPointLogarithm
{
    private const int InputIntegerBits = 12;

    // One more than the result has, so that the sum does not saturate halfway.
    private const int SumIntegerBits = 6;

    // Q0.31: ln 2, sqrt(1/2), sqrt(sqrt(1/2)).
    private const int Ln2 = 1488522236;
    private const int SqrtHalf = 1518500250;
    private const int FourthRootOfHalf = 1805811301;

    // Q0.31, with f the fourth root of 2: 11/240 f, 1/20 f, 2/f - f, 1/4 f.
    private const int NumeratorCubic = 117049297;
    private const int DenominatorSquare = 127690142;
    private const int DenominatorConstant = 1057819769;
    private const int DenominatorLinear = 638450708;

    /// <summary>ln a in Q5.26, a at least 1 in Q12.19.</summary>
    public static int Log(int a)
    {
        // Two ways to split a, of which the one with the smaller r is nearer to the center.
        int headroomPlusOne = LeadingZeros((uint)a);
        int lower = SaturatingLeftShift(SaturatingRoundingDoublingHighMul(SaturatingLeftShift(a, headroomPlusOne - 1), SqrtHalf), 1);
        int headroom = LeadingZeros((uint)SaturatingRoundingDoublingHighMul(a, SqrtHalf)) - 1;
        int upper = SaturatingLeftShift(a, headroom);
        int r = Math.Min(lower, upper);

        const int Quarter = 1 << (31 - SumIntegerBits - 2);
        int power = Math.Max(
            Saturated((long)SaturatingLeftShift(InputIntegerBits - headroomPlusOne, 31 - SumIntegerBits) + Quarter),
            Saturated((long)SaturatingLeftShift(InputIntegerBits - headroom, 31 - SumIntegerBits) - Quarter));

        int p = RoundingHalfSum(r, FourthRootOfHalf);
        int q = 2 * (r - FourthRootOfHalf);
        int square = SaturatingRoundingDoublingHighMul(q, q);
        int numerator = SaturatingRoundingDoublingHighMul(q, r)
            + SaturatingRoundingDoublingHighMul(SaturatingRoundingDoublingHighMul(q, square), NumeratorCubic);
        int denominatorMinusOne =
            SaturatingRoundingDoublingHighMul(p, DenominatorConstant + q + SaturatingRoundingDoublingHighMul(DenominatorSquare, square))
            + SaturatingRoundingDoublingHighMul(DenominatorLinear, q);

        int sum = SaturatingRoundingDoublingHighMul(power, Ln2)
            + SaturatingRoundingDoublingHighMul(RoundingDivideByPowerOfTwo(numerator, SumIntegerBits), OneOverOnePlusX(denominatorMinusOne));
        return SaturatingLeftShift(sum, 1);
    }

    private static int Saturated(long value) => (int)Math.Max(int.MinValue, Math.Min(int.MaxValue, value));

    private static int LeadingZeros(uint value)
    {
        int zeros = 32;
        for (; value != 0; value >>= 1) zeros--;
        return zeros;
    }
}
