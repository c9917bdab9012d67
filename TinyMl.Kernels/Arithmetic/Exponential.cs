using System;

namespace TinyMl.Arithmetic;

/// <summary>
/// e^x and what derives from it, in double precision by additions, multiplications, divisions and bit operations alone:
/// the same bits on every runtime and processor, which the platform's own functions do not promise.
/// </summary>
internal static class Exponential
{
    private const double Log2E = 1.44269504088896340736;

    // ln 2 in two parts; the first has 21 trailing zero bits, so that its product with an exponent is exact.
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    // Beyond these, e^x leaves the range of double.
    private const double Largest = 709.79;
    private const double Smallest = -745.14;

    // ln(2)/2, up to which the series needs no reduction.
    private const double Reduced = 0.34657359027997264;

    // Below this, x - x^3/3 is nearer to tanh x than what a difference of exponentials leaves after cancellation.
    private const double SmallTanh = 1.0 / 1024;

    /// <summary>e^x, with a relative error of about 2e-16: x = n ln 2 + r, |r| at most ln(2)/2, e^r by its Taylor series to r^13.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x)) return x;
        if (x > Largest) return double.PositiveInfinity;
        if (x < Smallest) return 0;

        double exponent = x * Log2E;
        int n = (int)(exponent + (exponent < 0 ? -0.5 : 0.5));
        double r = x - (n * Ln2High) - (n * Ln2Low);
        double power = OfReducedMinusOne(r) + 1;

        // In two steps, as 2^n itself may be no double where e^x is one.
        int half = n / 2;
        return power * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    /// <summary>e^x - 1, as exact near 0 as elsewhere.</summary>
    public static double ExpMinusOne(double x) => x > -Reduced && x < Reduced ? OfReducedMinusOne(x) : Exp(x) - 1;

    /// <summary>1 / (1 + e^-x).</summary>
    public static double Logistic(double x) => 1 / (1 + Exp(-x));

    /// <summary>tanh x = (1 - e^-2x) / (1 + e^-2x).</summary>
    public static double Tanh(double x)
    {
        double magnitude = x < 0 ? -x : x;
        if (magnitude < SmallTanh) return x - (x * x * x * (1.0 / 3));

        double e = Exp(-2 * magnitude);
        double result = (1 - e) / (1 + e);
        return x < 0 ? -result : result;
    }

    // The Taylor series, for |r| of at most ln(2)/2.
    private static double OfReducedMinusOne(double r)
    {
        double sum = (r * (1.0 / 6227020800)) + (1.0 / 479001600);
        sum = (sum * r) + (1.0 / 39916800);
        sum = (sum * r) + (1.0 / 3628800);
        sum = (sum * r) + (1.0 / 362880);
        sum = (sum * r) + (1.0 / 40320);
        sum = (sum * r) + (1.0 / 5040);
        sum = (sum * r) + (1.0 / 720);
        sum = (sum * r) + (1.0 / 120);
        sum = (sum * r) + (1.0 / 24);
        sum = (sum * r) + (1.0 / 6);
        sum = (sum * r) + 0.5;
        sum = (sum * r) + 1;
        return sum * r;
    }

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);
}
