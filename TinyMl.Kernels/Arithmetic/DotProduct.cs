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

#if NET
    private const int Filters = 4;
#endif

    /// <summary>sums[o] += inner product of x and the numbers that start at weights[start + o * stride], for every o.</summary>
    [MethodImpl(InnerLoop.Optimized)]
    public static void AddEach<TFormat>(Float32Span sums, RealSpan<Float32Format> x, RealSpan<TFormat> weights, int start, int stride)
        where TFormat : struct, IRealFormat
    {
        int o = 0;
#if NET
        for (; o <= sums.Length - Filters; o += Filters)
        {
            RealSpan<TFormat> filters = weights.Slice(start + (o * stride), ((Filters - 1) * stride) + x.Length);
            sums.SetFour(o, sums.Four(o) + OfFour(in x.Start, in filters.Start, stride, x.Length, default(TFormat)));
        }
#endif
        for (; o < sums.Length; o++)
        {
            sums[o] = (float)(sums[o] + Of(x, weights.Slice(start + (o * stride), x.Length)));
        }
    }

    /// <summary>The sum of x[i] * weights[i]; both are as long.</summary>
    [MethodImpl(InnerLoop.Optimized)]
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
    // The inner products of x and four rows of weights, each in the order of one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> OfFour<TFormat>(ref readonly byte x, ref readonly byte weights, int stride, int count, TFormat format)
        where TFormat : struct, IRealFormat
    {
        ref readonly byte second = ref Address(in weights, stride, format), third = ref Address(in second, stride, format), fourth = ref Address(in third, stride, format);
        Vector256<float> a = default, b = default, c = default, d = default;
        int i = 0;
        for (; i <= count - Lanes; i += Lanes)
        {
            Vector256<float> eight = default(Float32Format).ReadEight(in Address(in x, i, default(Float32Format)));
            a += eight * format.ReadEight(in Address(in weights, i, format));
            b += eight * format.ReadEight(in Address(in second, i, format));
            c += eight * format.ReadEight(in Address(in third, i, format));
            d += eight * format.ReadEight(in Address(in fourth, i, format));
        }

        Vector128<float> sums = Vector128.Create(Sum(a.GetLower() + a.GetUpper()), Sum(b.GetLower() + b.GetUpper()), Sum(c.GetLower() + c.GetUpper()), Sum(d.GetLower() + d.GetUpper()));
        for (; i < count; i++)
        {
            float element = default(Float32Format).Read(in Address(in x, i, default(Float32Format)));
            sums += Vector128.Create(element) * Vector128.Create(
                format.Read(in Address(in weights, i, format)),
                format.Read(in Address(in second, i, format)),
                format.Read(in Address(in third, i, format)),
                format.Read(in Address(in fourth, i, format)));
        }

        return sums;
    }

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

        return Sum(low + high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Sum(Vector128<float> sums) => (sums[0] + sums[2]) + (sums[1] + sums[3]);

    private static Vector128<float> At<TFormat>(ref readonly byte start, int index, TFormat format)
        where TFormat : struct, IRealFormat =>
        format.ReadFour(in Address(in start, index, format));

    private static ref readonly byte Address<TFormat>(ref readonly byte start, int index, TFormat format)
        where TFormat : struct, IRealFormat =>
        ref Unsafe.Add(ref Unsafe.AsRef(in start), (nint)index * format.Size);
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
