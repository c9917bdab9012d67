using System;

namespace TinyMl.Tasks.Calibrate;

/// <summary>Ratios of energies in decibels, by basic arithmetic alone, so that reports are the same on every platform.</summary>
internal static class Decibels
{
    private const double Ln2 = 0.693147180559945309;
    private const double Ln10 = 2.30258509299404568;

    /// <summary>10 log10 of a positive, finite, normal ratio, to 1e-12.</summary>
    public static double Of(double ratio)
    {
        // ratio = m * 2^e with m in [1, 2); ln m = 2 artanh((m - 1) / (m + 1)), whose series converges by a factor of 9 a term.
        long bits = BitConverter.DoubleToInt64Bits(ratio);
        int exponent = (int)((bits >> 52) & 0x7FF) - 1023;
        double mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000);
        double z = (mantissa - 1) / (mantissa + 1), square = z * z, power = z, sum = 0;
        for (int n = 1; n < 32; n += 2)
        {
            sum += power / n;
            power *= square;
        }

        return 10 * ((2 * sum) + (exponent * Ln2)) / Ln10;
    }
}
