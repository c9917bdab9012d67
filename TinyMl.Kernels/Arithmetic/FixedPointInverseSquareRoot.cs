using static TinyMl.Arithmetic.FixedPoint;
using static TinyMl.Arithmetic.FixedPointFunctions;

namespace TinyMl.Arithmetic;

/// <summary>1 / sqrt(x) of an integer, bit for bit as TensorFlow Lite's GetInvSqrtQuantizedMultiplierExp.</summary>
internal static class FixedPointInverseSquareRoot
{
    /// <summary>
    /// The inverse square root as a multiplier: five steps of Newton and Raphson, y = 3/2 y - x/2 y^3, from 1 for x in [1/2, 2), in
    /// Q3.28. 0 counts as 1. The reference takes 32 bits; larger numbers continue its scaling down.
    /// </summary>
    public static QuantizedMultiplier Of(long x)
    {
        if (x <= 1) return new QuantizedMultiplier(int.MaxValue, 0);

        // x to [2^27, 2^29) by powers of 4, whose square roots are powers of 2.
        int rightShift = 11;
        for (; x >= 1 << 29; x /= 4) rightShift++;
        for (; x < 1 << 27; x *= 4) rightShift--;

        const int One = 1 << 28;
        int input = (int)x >> 1;
        int half = RoundingDivideByPowerOfTwo(input, 1);
        int y = One;
        for (int i = 0; i < 5; i++)
        {
            int cube = SaturatingLeftShift(SaturatingRoundingDoublingHighMul(SaturatingRoundingDoublingHighMul(y, y), y), 6);
            y = SaturatingLeftShift(SaturatingRoundingDoublingHighMul(One + (One >> 1), y) - SaturatingRoundingDoublingHighMul(half, cube), 3);
        }

        const int HalfOfSqrt2 = 1518500250;
        y = SaturatingRoundingDoublingHighMul(y, HalfOfSqrt2);
        return rightShift < 0 ? new QuantizedMultiplier(y << -rightShift, 0) : new QuantizedMultiplier(y, -rightShift);
    }
}
