using System;

namespace TinyMl.Arithmetic;

/// <summary>
/// Angles of any magnitude as a number of right angles and a rest (Payne and Hanek, "Radian reduction for trigonometric
/// functions", 1983): x times as many bits of 2/pi as matter, in integers.
/// </summary>
internal static class AngleReduction
{
    private const double PiOver2 = 1.57079632679489661923;
    private const double PiOver4 = 0.78539816339744830962;

    // 32-bit words of 2/pi from which a product is made: the rest has 106 right bits, and no double comes nearer to a
    // multiple of a right angle than 2^-62.
    private const int WindowWords = 7;
    private const int ProductWords = WindowWords + 2;

    // 2/pi as a binary fraction.
    private static readonly uint[] TwoOverPi =
    [
        0xA2F9836E, 0x4E441529, 0xFC2757D1, 0xF534DDC0, 0xDB629599, 0x3C439041, 0xFE5163AB, 0xDEBBC561, 0xB7246E3A, 0x424DD2E0,
        0x06492EEA, 0x09D1921C, 0xFE1DEB1C, 0xB129A73E, 0xE88235F5, 0x2EBB4484, 0xE99C7026, 0xB45F7E41, 0x3991D639, 0x835339F4,
        0x9C845F8B, 0xBDF9283B, 0x1FF897FF, 0xDE05980F, 0xEF2F118B, 0x5A0A6D1F, 0x6D367ECF, 0x27CB09B7, 0x4F463F66, 0x9E5FEA2D,
        0x7527BAC7, 0xEBE5F17B, 0x3D0739F7, 0x8A5292EA, 0x6BFB5FB1, 0x1F8D5D08, 0x56033046, 0xFC7B6BAB,
    ];

    /// <summary>x as quadrant * pi/2 + angle, the quadrant in [0, 3] and |angle| at most about pi/4; not-a-number for what is infinite.</summary>
    public static (int Quadrant, double Angle) Reduce(double x)
    {
        if (double.IsNaN(x) || double.IsInfinity(x)) return (0, double.NaN);
        if (x >= -PiOver4 && x <= PiOver4) return (0, x);

        (int quadrant, double angle) = ReduceMagnitude(x < 0 ? -x : x);
        return x < 0 ? (-quadrant & 3, -angle) : (quadrant, angle);
    }

    private static (int Quadrant, double Angle) ReduceMagnitude(double x)
    {
        // x = mantissa * 2^exponent.
        long bits = BitConverter.DoubleToInt64Bits(x);
        ulong mantissa = ((ulong)bits & 0xFFFFFFFFFFFFF) | (1UL << 52);
        int exponent = (int)(bits >> 52) - 1023 - 52;

        // Bits of 2/pi whose products are multiples of 4 right angles are left out.
        int firstWord = exponent > 2 ? (exponent - 2) / 32 : 0;
        Span<uint> product = stackalloc uint[ProductWords];
        Multiply(mantissa, TwoOverPi.AsSpan(firstWord, WindowWords), product);

        // The product's unit is 2^-fractionBits right angles: two bits of whole ones, then 64 of the next.
        int fractionBits = (32 * (firstWord + WindowWords)) - exponent;
        int quadrant = (int)(Bits(product, fractionBits) & 3);
        ulong fraction = Bits(product, fractionBits - 64);
        ulong rest = Bits(product, fractionBits - 128);
        if (fraction >> 63 == 0) return (quadrant, PiOver2 * ToFraction(fraction, rest));

        // More than half a right angle: the next one, less what is missing.
        ulong negatedRest = 0 - rest;
        return ((quadrant + 1) & 3, -PiOver2 * ToFraction(~fraction + (rest == 0 ? 1UL : 0), negatedRest));
    }

    // (high * 2^64 + low) / 2^128.
    private static double ToFraction(ulong high, ulong low)
    {
        const double TwoToThe64 = 18446744073709551616.0;
        return ((ToDouble(low) / TwoToThe64) + ToDouble(high)) / TwoToThe64;
    }

    // In two exact halves, since runtimes differ in how they convert what exceeds a long.
    private static double ToDouble(ulong value) => ((double)(long)(value >> 32) * 4294967296.0) + (long)(value & 0xFFFFFFFF);

    // factor * words, both big numbers with the last word of the least weight; the product with the first word of the least.
    private static void Multiply(ulong factor, ReadOnlySpan<uint> words, Span<uint> product)
    {
        ulong low = (uint)factor, high = factor >> 32;
        product.Clear();
        for (int i = 0; i < words.Length; i++)
        {
            ulong word = words[words.Length - 1 - i];
            ulong sum = (low * word) + product[i];
            product[i] = (uint)sum;
            sum = (high * word) + product[i + 1] + (sum >> 32);
            product[i + 1] = (uint)sum;
            product[i + 2] = (uint)(sum >> 32);
        }
    }

    // 64 bits of a number from a place on; 0 beyond its end.
    private static ulong Bits(ReadOnlySpan<uint> number, int place)
    {
        int shift = place & 31;
        ulong low = Word(number, place >> 5) | ((ulong)Word(number, (place >> 5) + 1) << 32);
        return shift == 0 ? low : (low >> shift) | ((ulong)Word(number, (place >> 5) + 2) << (64 - shift));
    }

    private static uint Word(ReadOnlySpan<uint> number, int index) => index >= 0 && index < number.Length ? number[index] : 0;
}
