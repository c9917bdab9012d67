using System;
using System.Runtime.CompilerServices;
#if NET
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
    [MethodImpl(InnerLoop.Optimized)]
    public static void Add(Float32Span sums, RealSpan<Float32Format> x)
    {
        CheckLength(sums, x.Length);
        int i = 0;
#if NET
        for (; i <= sums.Length - Lanes; i += Lanes) sums.SetFour(i, sums.Four(i) + x.Four(i));
#endif
        for (; i < sums.Length; i++) sums[i] = (float)(sums[i] + x[i]);
    }

    /// <summary>
    /// sums[i] += x[t * xStep + i] * weights[t * weightStep + i] for tap t of so many, one after the other.
    /// </summary>
    [MethodImpl(InnerLoop.Optimized)]
    public static void AddProducts<TFormat>(Float32Span sums, RealSpan<Float32Format> x, int xStep, RealSpan<TFormat> weights, int weightStep, int taps)
        where TFormat : struct, IRealFormat
    {
        if (taps == 0) return;
        x = x.Slice(0, ((taps - 1) * xStep) + sums.Length);
        weights = weights.Slice(0, ((taps - 1) * weightStep) + sums.Length);
        int i = 0;
#if NET
        for (; i <= sums.Length - Lanes; i += Lanes)
        {
            Vector128<float> four = sums.Four(i);
            for (int tap = 0, atX = i, atWeight = i; tap < taps; tap++, atX += xStep, atWeight += weightStep) four += x.Four(atX) * weights.Four(atWeight);
            sums.SetFour(i, four);
        }
#endif
        for (; i < sums.Length; i++)
        {
            float sum = sums[i];
            for (int tap = 0; tap < taps; tap++) sum = (float)(sum + (float)(x[(tap * xStep) + i] * weights[(tap * weightStep) + i]));
            sums[i] = sum;
        }
    }

    /// <summary>sums[i] += x * weights[i].</summary>
    public static void AddScaled<TFormat>(Float32Span sums, float x, RealSpan<TFormat> weights)
        where TFormat : struct, IRealFormat
    {
        CheckLength(sums, weights.Length);
        int i = 0;
#if NET
        Vector128<float> factor = Vector128.Create(x);
        for (; i <= sums.Length - Lanes; i += Lanes) sums.SetFour(i, sums.Four(i) + (factor * weights.Four(i)));
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
            Vector128<float> candidates = x.Four(i), current = maxima.Four(i);
            maxima.SetFour(i, Vector128.ConditionalSelect(Vector128.GreaterThan(candidates, current), candidates, current));
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
            Vector128<float> candidates = x.Four(i), current = minima.Four(i);
            minima.SetFour(i, Vector128.ConditionalSelect(Vector128.LessThan(candidates, current), candidates, current));
        }
#endif
        for (; i < minima.Length; i++)
        {
            float candidate = x[i];
            if (candidate < minima[i]) minima[i] = candidate;
        }
    }

    /// <summary>values[i] = minimum or maximum where it is less or greater; not-a-number stays.</summary>
    [MethodImpl(InnerLoop.Optimized)]
    public static void Clamp(Float32Span values, float minimum, float maximum)
    {
        int i = 0;
#if NET
        Vector128<float> least = Vector128.Create(minimum), greatest = Vector128.Create(maximum);
        for (; i <= values.Length - Lanes; i += Lanes)
        {
            Vector128<float> current = values.Four(i);
            Vector128<float> below = Vector128.ConditionalSelect(Vector128.GreaterThan(current, greatest), greatest, current);
            values.SetFour(i, Vector128.ConditionalSelect(Vector128.LessThan(current, least), least, below));
        }
#endif
        for (; i < values.Length; i++) values[i] = values[i] < minimum ? minimum : values[i] > maximum ? maximum : values[i];
    }

    private static void CheckLength(Float32Span row, int length)
    {
        if (row.Length != length) throw new ArgumentException("The rows differ in length.", nameof(length));
    }
}
