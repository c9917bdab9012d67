using System;
#if NET
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
#endif

namespace TinyMl.Arithmetic;

/// <summary>
/// The integer arithmetic of the TensorFlow Lite 8-bit quantization specification with double rounding, as gemmlowp
/// defines it: a real multiplier is a Q31 mantissa in [2^30, 2^31) and a power of two.
/// </summary>
internal static class FixedPoint
{
    /// <summary>The nearest integer to a * b / 2^31, halves up, saturated: gemmlowp's SaturatingRoundingDoublingHighMul.</summary>
    public static int SaturatingRoundingDoublingHighMul(int a, int b)
    {
        long rounded = (((long)a * b) + (1L << 30)) >> 31;
        return rounded > int.MaxValue ? int.MaxValue : (int)rounded;
    }

    /// <summary>x / 2^exponent, halves away from zero; exponent in [0, 31].</summary>
    public static int RoundingDivideByPowerOfTwo(int x, int exponent)
    {
        int mask = (int)((1L << exponent) - 1);
        int remainder = x & mask;
        int threshold = (mask >> 1) + (x < 0 ? 1 : 0);
        return (x >> exponent) + (remainder > threshold ? 1 : 0);
    }

    /// <summary>x * multiplier * 2^(shift - 31); shift in [-31, 30], a left shift where positive (wraps as the reference does).</summary>
    public static int MultiplyByQuantizedMultiplier(int x, int multiplier, int shift)
    {
        int leftShift = shift > 0 ? shift : 0;
        int rightShift = shift > 0 ? 0 : -shift;
        return RoundingDivideByPowerOfTwo(SaturatingRoundingDoublingHighMul(x << leftShift, multiplier), rightShift);
    }

#if NET
    /// <summary>Eight times <see cref="MultiplyByQuantizedMultiplier(int, int, int)"/>, where AVX2 is there; multipliers are not negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> MultiplyByQuantizedMultiplier(Vector256<int> x, Vector256<int> multiplier, Vector256<int> shift)
    {
        // The high product of the even elements ends up in the low half of 64 bits, that of the odd ones in the high half.
        x = Avx2.ShiftLeftLogicalVariable(x, Vector256.Max(shift, Vector256<int>.Zero).AsUInt32());
        Vector256<long> nudge = Vector256.Create(1L << 30);
        Vector256<long> even = (Avx2.Multiply(x, multiplier) + nudge) >>> 31;
        Vector256<long> odd = (Avx2.Multiply((x.AsInt64() >>> 32).AsInt32(), (multiplier.AsInt64() >>> 32).AsInt32()) + nudge) << 1;
        Vector256<int> high = Avx2.Blend(even.AsInt32(), odd.AsInt32(), 0b10101010);

        Vector256<uint> exponent = Vector256.Max(-shift, Vector256<int>.Zero).AsUInt32();
        Vector256<int> mask = Avx2.ShiftLeftLogicalVariable(Vector256<int>.One, exponent) - Vector256<int>.One;
        Vector256<int> threshold = (mask >>> 1) - (high >> 31);
        return Avx2.ShiftRightArithmeticVariable(high, exponent) - Vector256.GreaterThan(high & mask, threshold);
    }
#endif

    /// <summary>
    /// x * multiplier * 2^(shift - 31) for x in [-2^47, 2^47), halves up, with the multiplier rounded to 16 bits first; shift in
    /// [-31, 7]. Saturated to [-2^30, 2^30], which leaves room to add a zero point.
    /// </summary>
    public static int MultiplyByQuantizedMultiplier(long x, int multiplier, int shift)
    {
        const int Limit = 1 << 30;
        int reduced = multiplier < 0x7FFF0000 ? (multiplier + (1 << 15)) >> 16 : short.MaxValue;
        int rightShift = 15 - shift;
        long result = ((x * reduced) + (1L << (rightShift - 1))) >> rightShift;
        return result > Limit ? Limit : result < -Limit ? -Limit : (int)result;
    }

    /// <summary>The quantized value of a real one: round(value / scale) + zeroPoint, halves away from zero, saturated to [minimum, maximum]; NaN gives the zero point.</summary>
    public static int Quantize(float value, float scale, int zeroPoint, int minimum, int maximum)
    {
        double stored = Math.Round((double)(float)(value / scale), MidpointRounding.AwayFromZero) + zeroPoint;
        if (double.IsNaN(stored)) return zeroPoint;
        return stored <= minimum ? minimum : stored >= maximum ? maximum : (int)stored;
    }
}
