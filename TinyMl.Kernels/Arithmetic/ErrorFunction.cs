namespace TinyMl.Arithmetic;

/// <summary>
/// The error function, in double precision by additions, multiplications and divisions alone: the same bits on every
/// runtime and processor. The polynomials are Chebyshev expansions, computed with 70 digits and cut where their terms fall
/// below 1e-17.
/// </summary>
internal static class ErrorFunction
{
    // Above this, erfc x is no double.
    private const double Largest = 27.3;

    // erf(x) / x in x^2, for x in [0, 1].
    private static readonly double[] Center =
    [
        1.1283791670955126, -0.37612638903183754, 0.1128379167095512, -0.026866170645129854, 0.005223977625423455, -0.0008548327021945428,
        0.00012055332903350668, -1.4925647581008593e-05, 1.6462045711013026e-06, -1.6364645854816389e-07, 1.479243542696247e-08,
        -1.2164764337224506e-09, 8.709755232851789e-11, -4.2320376764874594e-12,
    ];

    // x e^(x^2) erfc(x) in (x - 3) / (x + 3), for x in [1, 28].
    private static readonly double[] Tail =
    [
        0.5370034535441699, 0.09530622695922802, -0.1465830480328918, 0.1398805476017684, -0.09546975030655527, 0.04635026333133989,
        -0.014019825628786219, 0.0009108226893808404, 0.0012428762068073136, -0.00041254382284148475, -8.460869442504104e-05,
        6.898052352422872e-05, 6.4666968835445195e-06, -1.1115096852310564e-05, -1.00049133095917e-06, 1.9040407604661798e-06,
        3.034532825792907e-07, -3.689022405164478e-07, -7.51553858469772e-08, 8.976941454026896e-08, -1.5133736148353758e-08,
    ];

    /// <summary>erf x = 2 / sqrt(pi) times the integral of e^(-t^2) from 0 to x, with a relative error of about 3e-16.</summary>
    public static double Erf(double x)
    {
        if (double.IsNaN(x)) return x;
        if (x > 1) return 1 - OfTail(x);
        return x < -1 ? OfTail(-x) - 1 : x * Polynomial(Center, x * x);
    }

    /// <summary>erfc x = 1 - erf x, with a relative error of about 3e-16 (1 + x^2), however small the result.</summary>
    public static double Erfc(double x)
    {
        if (double.IsNaN(x)) return x;
        if (x > 1) return OfTail(x);
        return x < -1 ? 2 - OfTail(-x) : 1 - (x * Polynomial(Center, x * x));
    }

    // erfc x for x of at least 1.
    private static double OfTail(double x) =>
        x > Largest ? 0 : Exponential.Exp(-x * x) * Polynomial(Tail, (x - 3) / (x + 3)) / x;

    private static double Polynomial(double[] coefficients, double x)
    {
        double sum = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--) sum = (sum * x) + coefficients[i];
        return sum;
    }
}
