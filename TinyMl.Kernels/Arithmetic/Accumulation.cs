using System;
#if NET
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
#endif

namespace TinyMl.Arithmetic;

/// <summary>
/// Running sums, maxima and minima in binary32, one for each element of a row. Elements do not meet, so that their order does
/// not depend on how many are treated at once.
/// </summary>
internal static class Accumulation
{
#if NET
    private const int Lanes = 4;
#endif

    /// <summary>sums[i] += x[i].</summary>
    public static void Add(Float32Span sums, RealSpan<Float32Format> x)
    {
        CheckLength(sums, x.Length);
        int i = 0;
#if NET
        for (; i <= sums.Length - Lanes; i += Lanes) Store(Four(sums, i) + Four(x, i), sums, i);
#endif
        for (; i < sums.Length; i++) sums[i] = (float)(sums[i] + x[i]);
    }

    /// <summary>sums[i] += x[i] * weights[i].</summary>
    public static void AddProducts<TFormat>(Float32Span sums, RealSpan<Float32Format> x, RealSpan<TFormat> weights)
        where TFormat : struct, IRealFormat
    {
        CheckLength(sums, x.Length);
        CheckLength(sums, weights.Length);
        int i = 0;
#if NET
        for (; i <= sums.Length - Lanes; i += Lanes) Store(Four(sums, i) + (Four(x, i) * Four(weights, i)), sums, i);
#endif
        for (; i < sums.Length; i++) sums[i] = (float)(sums[i] + (float)(x[i] * weights[i]));
    }

    /// <summary>sums[i] += x * weights[i].</summary>
    public static void AddScaled<TFormat>(Float32Span sums, float x, RealSpan<TFormat> weights)
        where TFormat : struct, IRealFormat
    {
        CheckLength(sums, weights.Length);
        int i = 0;
#if NET
        Vector128<float> factor = Vector128.Create(x);
        for (; i <= sums.Length - Lanes; i += Lanes) Store(Four(sums, i) + (factor * Four(weights, i)), sums, i);
#endif
        for (; i < sums.Length; i++) sums[i] = (float)(sums[i] + (float)(x * weights[i]));
    }

    /// <summary>maxima[i] = x[i] where that is larger.</summary>
    public static void Max(Float32Span maxima, RealSpan<Float32Format> x)
    {
        CheckLength(maxima, x.Length);
        int i = 0;
#if NET
        for (; i <= maxima.Length - Lanes; i += Lanes)
        {
            Vector128<float> candidates = Four(x, i);
            Vector128<float> current = Four(maxima, i);
            Store(Vector128.ConditionalSelect(Vector128.GreaterThan(candidates, current), candidates, current), maxima, i);
        }
#endif
        for (; i < maxima.Length; i++)
        {
            float candidate = x[i];
            if (candidate > maxima[i]) maxima[i] = candidate;
        }
    }

    /// <summary>minima[i] = x[i] where that is smaller.</summary>
    public static void Min(Float32Span minima, RealSpan<Float32Format> x)
    {
        CheckLength(minima, x.Length);
        int i = 0;
#if NET
        for (; i <= minima.Length - Lanes; i += Lanes)
        {
            Vector128<float> candidates = Four(x, i);
            Vector128<float> current = Four(minima, i);
            Store(Vector128.ConditionalSelect(Vector128.LessThan(candidates, current), candidates, current), minima, i);
        }
#endif
        for (; i < minima.Length; i++)
        {
            float candidate = x[i];
            if (candidate < minima[i]) minima[i] = candidate;
        }
    }

    private static void CheckLength(Float32Span row, int length)
    {
        if (row.Length != length) throw new ArgumentException("The rows differ in length.", nameof(length));
    }

#if NET
    private static Vector128<float> Four(Float32Span row, int index) =>
        default(Float32Format).ReadFour(in Unsafe.Add(ref row.Start, (nint)index * sizeof(float)));

    private static Vector128<float> Four<TFormat>(RealSpan<TFormat> row, int index)
        where TFormat : struct, IRealFormat =>
        default(TFormat).ReadFour(in Unsafe.Add(ref Unsafe.AsRef(in row.Start), (nint)index * default(TFormat).Size));

    private static void Store(Vector128<float> values, Float32Span row, int index) =>
        values.AsByte().StoreUnsafe(ref row.Start, (nuint)index * sizeof(float));
#endif
}
