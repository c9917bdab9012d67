using System;
using System.Numerics;

namespace TinyMl.Kernels.Tests.Int16;

/// <summary>The arithmetic of the int16 kernels as their definitions read, in numbers that cannot overflow.</summary>
internal static class PlainArithmetic
{
    /// <summary>x * mantissa * 2^(shift - 31) with the mantissa rounded to 16 bits, halves up: sums of 64 bits.</summary>
    public static BigInteger MultiplyWide(BigInteger x, int mantissa, int shift)
    {
        BigInteger factor = BigInteger.Min(FloorDivide((BigInteger)mantissa + 32768, 65536), 32767);
        return RoundHalfUp(x * factor, 15 - shift);
    }

    /// <summary>x * mantissa * 2^(shift - 31), rounded twice: halves up, then halves away from zero; all of 32 bits.</summary>
    public static BigInteger MultiplyNarrow(BigInteger x, int mantissa, int shift)
    {
        BigInteger high = RoundHalfUp((BigInteger)(int)(long)(x << Math.Max(shift, 0)) * mantissa, 31);
        BigInteger magnitude = FloorDivide(BigInteger.Abs(high) + (BigInteger.One << Math.Max(0, -shift) >> 1), BigInteger.One << Math.Max(0, -shift));
        return high.Sign * magnitude;
    }

    /// <summary>An element within bounds.</summary>
    public static short Bounded(BigInteger value, int least = short.MinValue, int greatest = short.MaxValue) =>
        (short)BigInteger.Max(least, BigInteger.Min(greatest, value));

    /// <summary>The nearest integer to a quotient, halves away from zero.</summary>
    public static BigInteger Average(BigInteger sum, int count) => sum.Sign * FloorDivide((2 * BigInteger.Abs(sum)) + count, 2 * count);

    private static BigInteger RoundHalfUp(BigInteger x, int bits) => FloorDivide((2 * x) + (BigInteger.One << bits), BigInteger.One << (bits + 1));

    private static BigInteger FloorDivide(BigInteger a, BigInteger b) => (a - (((a % b) + b) % b)) / b;
}
