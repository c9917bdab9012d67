namespace TinyMl.Arithmetic;

/// <summary>
/// Sine, cosine and tangent in double precision by additions, multiplications, divisions and bit operations alone: the
/// same bits on every runtime and processor. Infinite angles have none.
/// </summary>
internal static class Trigonometric
{
    /// <summary>The sine of an angle in radians, with a relative error of about 3e-16.</summary>
    public static double Sin(double x)
    {
        (int quadrant, double angle) = AngleReduction.Reduce(x);
        double result = (quadrant & 1) == 0 ? SinOfReduced(angle) : CosOfReduced(angle);
        return (quadrant & 2) == 0 ? result : -result;
    }

    /// <summary>The cosine of an angle in radians, with a relative error of about 3e-16.</summary>
    public static double Cos(double x)
    {
        (int quadrant, double angle) = AngleReduction.Reduce(x);
        double result = (quadrant & 1) == 0 ? CosOfReduced(angle) : SinOfReduced(angle);
        return ((quadrant + 1) & 2) == 0 ? result : -result;
    }

    /// <summary>The tangent of an angle in radians, with a relative error of about 6e-16.</summary>
    public static double Tan(double x)
    {
        (int quadrant, double angle) = AngleReduction.Reduce(x);
        double sine = SinOfReduced(angle), cosine = CosOfReduced(angle);
        return (quadrant & 1) == 0 ? sine / cosine : -cosine / sine;
    }

    // The Taylor series to x^17, for |x| of at most pi/4.
    private static double SinOfReduced(double x)
    {
        double z = x * x;
        double sum = (z * (1.0 / 355687428096000)) - (1.0 / 1307674368000);
        sum = (sum * z) + (1.0 / 6227020800);
        sum = (sum * z) - (1.0 / 39916800);
        sum = (sum * z) + (1.0 / 362880);
        sum = (sum * z) - (1.0 / 5040);
        sum = (sum * z) + (1.0 / 120);
        sum = (sum * z) - (1.0 / 6);

        // A product, so that 0 keeps its sign.
        return x * (1 + (z * sum));
    }

    // The Taylor series to x^16, for |x| of at most pi/4.
    private static double CosOfReduced(double x)
    {
        double z = x * x;
        double sum = (z * (1.0 / 20922789888000)) - (1.0 / 87178291200);
        sum = (sum * z) + (1.0 / 479001600);
        sum = (sum * z) - (1.0 / 3628800);
        sum = (sum * z) + (1.0 / 40320);
        sum = (sum * z) - (1.0 / 720);
        sum = (sum * z) + (1.0 / 24);
        sum = (sum * z) - 0.5;
        return 1 + (z * sum);
    }
}
