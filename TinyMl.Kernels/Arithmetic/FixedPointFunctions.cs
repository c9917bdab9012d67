using static TinyMl.Arithmetic.FixedPoint;

namespace TinyMl.Arithmetic;

/// <summary>
/// The transcendental functions of gemmlowp's fixedpoint.h on 32-bit raw values. Qm.n names a value with m integer bits and
/// n = 31 - m fractional bits: real = raw * 2^-n.
/// </summary>
internal static class FixedPointFunctions
{
    // 1 in Q0.31, as near as it comes.
    private const int One = int.MaxValue;

    /// <summary>e^a; a at most 0 in Q(integerBits), integerBits in [0, 5]; the result in Q0.31.</summary>
    public static int ExpOnNegativeValues(int a, int integerBits)
    {
        if (a == 0) return One;

        int fractionalBits = 31 - integerBits;
        int quarter = 1 << (fractionalBits - 2);
        int aModQuarterMinusQuarter = (a & (quarter - 1)) - quarter;
        int result = ExpOnMinusQuarterToZero(SaturatingLeftShift(aModQuarterMinusQuarter, integerBits));
        int remainder = aModQuarterMinusQuarter - a;

        // e^(-2^k) in Q0.31 for k = -2, ..., 4: each bit of the remainder multiplies its factor in.
        result = Barrel(result, remainder, fractionalBits - 2, 1672461947);
        result = Barrel(result, remainder, fractionalBits - 1, 1302514674);
        if (integerBits > 0) result = Barrel(result, remainder, fractionalBits, 790015084);
        if (integerBits > 1) result = Barrel(result, remainder, fractionalBits + 1, 290630308);
        if (integerBits > 2) result = Barrel(result, remainder, fractionalBits + 2, 39332535);
        if (integerBits > 3) result = Barrel(result, remainder, fractionalBits + 3, 720401);
        if (integerBits > 4) result = Barrel(result, remainder, fractionalBits + 4, 242);
        return result;
    }

    /// <summary>1 / (1 + a) for a in [0, 1], both Q0.31.</summary>
    public static int OneOverOnePlusX(int a) => SaturatingLeftShift(ReciprocalOfHalfOnePlus(a), 1);

    /// <summary>1 / (1 + e^-a), a in Q4.27, the result in Q0.31.</summary>
    public static int Logistic(int a)
    {
        if (a == 0) return 1 << 30;
        int ofMagnitude = OneOverOnePlusX(ExpOnNegativeValues(a > 0 ? -a : a, 4));
        return a > 0 ? ofMagnitude : One - ofMagnitude;
    }

    /// <summary>The hyperbolic tangent of a in Q4.27, the result in Q0.31.</summary>
    public static int Tanh(int a)
    {
        if (a == 0) return 0;

        // tanh(-x) = -(1 - e^-2x) / (1 + e^-2x); the raw value of a in Q4.27 is that of 2a in Q5.26.
        int ofMagnitude = OneMinusXOverOnePlusX(ExpOnNegativeValues(a > 0 ? -a : a, 5));
        return a > 0 ? ofMagnitude : -ofMagnitude;
    }

    /// <summary>(a + b) / 2, halves away from zero.</summary>
    public static int RoundingHalfSum(int a, int b)
    {
        long sum = (long)a + b;
        return (int)((sum + (sum >= 0 ? 1 : -1)) / 2);
    }

    /// <summary>x * 2^exponent, saturated; exponent in [0, 31].</summary>
    public static int SaturatingLeftShift(int x, int exponent)
    {
        long shifted = (long)x << exponent;
        return shifted > int.MaxValue ? int.MaxValue : shifted < int.MinValue ? int.MinValue : (int)shifted;
    }

    // (1 - a) / (1 + a) = 2 / (1 + a) - 1 for a in [0, 1], both Q0.31.
    private static int OneMinusXOverOnePlusX(int a) => SaturatingLeftShift(ReciprocalOfHalfOnePlus(a) - (1 << 29), 2);

    // 2 / (1 + a) in Q2.29: three steps of Newton and Raphson for the reciprocal of d = (1 + a) / 2 from 48/17 - 32/17 d.
    private static int ReciprocalOfHalfOnePlus(int a)
    {
        const int FortyEightOverSeventeen = 1515870810;
        const int MinusThirtyTwoOverSeventeen = -1010580540;
        int halfDenominator = RoundingHalfSum(a, One);
        int x = FortyEightOverSeventeen + SaturatingRoundingDoublingHighMul(halfDenominator, MinusThirtyTwoOverSeventeen);
        for (int i = 0; i < 3; i++)
        {
            int error = (1 << 29) - SaturatingRoundingDoublingHighMul(halfDenominator, x);
            x += SaturatingLeftShift(SaturatingRoundingDoublingHighMul(x, error), 2);
        }

        return x;
    }

    // e^a for a in [-1/4, 0), both Q0.31: the Taylor series of four terms at -1/8.
    private static int ExpOnMinusQuarterToZero(int a)
    {
        const int ExpOfMinusOneEighth = 1895147668;
        const int OneThird = 715827883;
        int x = a + (1 << 28);
        int x2 = SaturatingRoundingDoublingHighMul(x, x);
        int x3 = SaturatingRoundingDoublingHighMul(x2, x);
        int x4 = SaturatingRoundingDoublingHighMul(x2, x2);
        int x4Over4 = RoundingDivideByPowerOfTwo(x4, 2);
        int higherTerms = RoundingDivideByPowerOfTwo(SaturatingRoundingDoublingHighMul(x4Over4 + x3, OneThird) + x2, 1);
        return ExpOfMinusOneEighth + SaturatingRoundingDoublingHighMul(ExpOfMinusOneEighth, x + higherTerms);
    }

    private static int Barrel(int result, int remainder, int bit, int factor) =>
        (remainder & (1 << bit)) != 0 ? SaturatingRoundingDoublingHighMul(result, factor) : result;
}
