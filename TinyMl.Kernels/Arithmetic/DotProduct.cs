using System;
using System.Runtime.CompilerServices;
#if NET
using System.Runtime.Intrinsics;
#endif

namespace TinyMl.Arithmetic;

/// <summary>
/// The inner product in binary32, in one order on every machine: product i goes to partial sum i mod 8 for the first
/// multiple of eight products; the sums are combined as ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7)); the products
/// that are left are added one after the other. No operation is fused.
/// </summary>
internal static class DotProduct
{
    private const int Lanes = 8;

    /// <summary>sums[o] += inner product of x and the numbers that start at weights[start + o * stride], for every o.</summary>
    public static void AddEach<TFormat>(Float32Span sums, RealSpan<Float32Format> x, RealSpan<TFormat> weights, int start, int stride)
        where TFormat : struct, IRealFormat
    {
        for (int o = 0; o < sums.Length; o++)
        {
            sums[o] = (float)(sums[o] + Of(x, weights.Slice(start + (o * stride), x.Length)));
        }
    }

    /// <summary>The sum of x[i] * weights[i]; both are as long.</summary>
    public static float Of<TFormat>(RealSpan<Float32Format> x, RealSpan<TFormat> weights)
        where TFormat : struct, IRealFormat
    {
        if (x.Length != weights.Length) throw new ArgumentException("The factors differ in length.", nameof(weights));

        int blocked = x.Length & -Lanes;
        float sum = blocked > 0 ? OfBlocks(in x.Start, in weights.Start, blocked, default(TFormat)) : 0;
        for (int i = blocked; i < x.Length; i++) sum = (float)(sum + (float)(x[i] * weights[i]));
        return sum;
    }

#if NET
    private static float OfBlocks<TFormat>(ref readonly byte x, ref readonly byte weights, int count, TFormat format)
        where TFormat : struct, IRealFormat
    {
        const int half = Lanes / 2;
        Vector128<float> low = default;
        Vector128<float> high = default;
        for (int i = 0; i < count; i += Lanes)
        {
            low += At(in x, i, default(Float32Format)) * At(in weights, i, format);
            high += At(in x, i + half, default(Float32Format)) * At(in weights, i + half, format);
        }

        Vector128<float> sums = low + high;
        return (sums[0] + sums[2]) + (sums[1] + sums[3]);
    }

    private static Vector128<float> At<TFormat>(ref readonly byte start, int index, TFormat format)
        where TFormat : struct, IRealFormat =>
        format.ReadFour(in Unsafe.Add(ref Unsafe.AsRef(in start), (nint)index * format.Size));
#else
    private static float OfBlocks<TFormat>(ref readonly byte x, ref readonly byte weights, int count, TFormat format)
        where TFormat : struct, IRealFormat
    {
        float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        for (int i = 0; i < count; i += Lanes)
        {
            // The casts round where a runtime computes in a wider type than binary32.
            s0 = (float)(s0 + Product(in x, in weights, i, format));
            s1 = (float)(s1 + Product(in x, in weights, i + 1, format));
            s2 = (float)(s2 + Product(in x, in weights, i + 2, format));
            s3 = (float)(s3 + Product(in x, in weights, i + 3, format));
            s4 = (float)(s4 + Product(in x, in weights, i + 4, format));
            s5 = (float)(s5 + Product(in x, in weights, i + 5, format));
            s6 = (float)(s6 + Product(in x, in weights, i + 6, format));
            s7 = (float)(s7 + Product(in x, in weights, i + 7, format));
        }

        float even = (float)((float)(s0 + s4) + (float)(s2 + s6));
        float odd = (float)((float)(s1 + s5) + (float)(s3 + s7));
        return (float)(even + odd);
    }

    private static float Product<TFormat>(ref readonly byte x, ref readonly byte weights, int index, TFormat format)
        where TFormat : struct, IRealFormat =>
        (float)(At(in x, index, default(Float32Format)) * At(in weights, index, format));

    private static float At<TFormat>(ref readonly byte start, int index, TFormat format)
        where TFormat : struct, IRealFormat =>
        format.Read(in Unsafe.Add(ref Unsafe.AsRef(in start), (nint)index * format.Size));
#endif
}
