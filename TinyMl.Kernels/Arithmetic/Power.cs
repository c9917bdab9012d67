using System;

namespace TinyMl.Arithmetic;

/// <summary>x^y in double precision: the same bits on every runtime and processor.</summary>
internal static class Power
{
    /// <summary>
    /// x^y as e^(y ln |x|), with a relative error of about 3e-16 (1 + |y ln |x||), and IEEE 754's results (pow) where x or y is
    /// 0, infinite or not a number, or x is below 0.
    /// </summary>
    public static double Pow(double x, double y)
    {
        if (y == 0 || x == 1) return 1;
        if (double.IsNaN(x) || double.IsNaN(y)) return double.NaN;

        double magnitude = Math.Abs(x);
        bool isInteger = Math.Floor(y) == y, isOdd = isInteger && Math.Abs(y % 2) == 1;
        if (x < 0 && !isInteger && !double.IsInfinity(x)) return double.NaN;
        if (magnitude == 1) return x < 0 && isOdd ? -1 : 1;

        double result = Exponential.Exp(y * Logarithm.Log(magnitude));
        return isOdd && IsNegative(x) ? -result : result;
    }

    private static bool IsNegative(double x) => BitConverter.DoubleToInt64Bits(x) < 0;
}
