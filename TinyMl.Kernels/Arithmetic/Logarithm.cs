using System;

namespace TinyMl.Arithmetic;

/// <summary>
/// The natural logarithm in double precision by additions, multiplications, divisions and bit operations alone: the same
/// bits on every runtime and processor.
/// </summary>
internal static class Logarithm
{
    private const double Sqrt2 = 1.41421356237309504880;
    private const double TwoToThe54 = 18014398509481984;
    private const double SmallestNormal = 2.2250738585072014e-308;

    // ln 2 in two parts; the first has 21 trailing zero bits, so that its product with an exponent is exact.
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>
    /// ln x, with a relative error of about 3e-16: x = m 2^n with m in [1/sqrt 2, sqrt 2], and ln m = 2 artanh s by its Taylor
    /// series to s^23, s = (m - 1) / (m + 1). ln 0 is -infinity; numbers below 0 have none.
    /// </summary>
    public static double Log(double x)
    {
        if (double.IsNaN(x) || double.IsPositiveInfinity(x)) return x;
        if (x == 0) return double.NegativeInfinity;
        if (x < 0) return double.NaN;

        int exponent = 0;
        if (x < SmallestNormal)
        {
            x *= TwoToThe54;
            exponent = -54;
        }

        long bits = BitConverter.DoubleToInt64Bits(x);
        exponent += (int)(bits >> 52) - 1023;
        double m = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | (1023L << 52));
        if (m > Sqrt2)
        {
            m *= 0.5;
            exponent++;
        }

        return (exponent * Ln2High) + (OfMantissa(m - 1) + (exponent * Ln2Low));
    }

    /// <summary>ln(1 + x), as exact near 0 as elsewhere; for x above -1.</summary>
    public static double LogOnePlus(double x)
    {
        // What the sum rounds off scales the result, as ln(1 + x) / x changes slowly (Kahan).
        double sum = 1 + x;
        return sum == 1 ? x : double.IsPositiveInfinity(sum) ? sum : Log(sum) * (x / (sum - 1));
    }

    // ln(1 + f) for f in [1/sqrt 2 - 1, sqrt 2 - 1].
    private static double OfMantissa(double f)
    {
        double s = f / (2 + f);
        double z = s * s;
        double sum = (z * (1.0 / 23)) + (1.0 / 21);
        sum = (sum * z) + (1.0 / 19);
        sum = (sum * z) + (1.0 / 17);
        sum = (sum * z) + (1.0 / 15);
        sum = (sum * z) + (1.0 / 13);
        sum = (sum * z) + (1.0 / 11);
        sum = (sum * z) + (1.0 / 9);
        sum = (sum * z) + (1.0 / 7);
        sum = (sum * z) + (1.0 / 5);
        sum = (sum * z) + (1.0 / 3);

        // 2 s = f - f s leaves the rounding of s to the smaller term.
        return f - (s * (f - (2 * z * sum)));
    }
}
