using System;
#if NET
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
#endif

namespace TinyMl.Arithmetic;

/// <summary>
/// Sums of products of int8 inputs, less their zero point, and int8 weights.
/// Integer sums do not depend on the order, so that scalar and vector paths give the same bits; they wrap at 32 bits.
/// </summary>
internal static class Int8Products
{
    /// <summary>
    /// sum over i of (x[i] - zeroPoint) * weights[i]; <paramref name="weights"/> is as long as <paramref name="x"/>, the
    /// zero point in [-128, 127].
    /// </summary>
    public static int Dot(ReadOnlySpan<sbyte> x, int zeroPoint, ReadOnlySpan<sbyte> weights)
    {
        weights = weights.Slice(0, x.Length);
#if NET
        return Vector128.IsHardwareAccelerated && x.Length >= Vector64<sbyte>.Count ? DotVector(x, zeroPoint, weights) : DotScalar(x, zeroPoint, weights);
#else
        return DotScalar(x, zeroPoint, weights);
#endif
    }

    /// <summary>
    /// sums[i] += sum over t of (x[t * xStep + i] - zeroPoint) * weights[t * weightStep + i], for so many taps; the zero point in [-128,
    /// 127].
    /// </summary>
    public static void Accumulate(Span<int> sums, ReadOnlySpan<sbyte> x, int xStep, int zeroPoint, ReadOnlySpan<sbyte> weights, int weightStep, int taps)
    {
        if (taps == 0) return;
        x = x.Slice(0, ((taps - 1) * xStep) + sums.Length);
        weights = weights.Slice(0, ((taps - 1) * weightStep) + sums.Length);
        int i = 0;
#if NET
        if (Vector128.IsHardwareAccelerated) i = AccumulateVector(sums, x, xStep, zeroPoint, weights, weightStep, taps);
#endif
        if (i < sums.Length) AccumulateScalar(sums.Slice(i), x.Slice(i), xStep, zeroPoint, weights.Slice(i), weightStep, taps);
    }

    /// <summary><see cref="Dot"/> as its definition says.</summary>
    internal static int DotScalar(ReadOnlySpan<sbyte> x, int zeroPoint, ReadOnlySpan<sbyte> weights)
    {
        int sum = 0;
        for (int i = 0; i < x.Length; i++) sum += (x[i] - zeroPoint) * weights[i];
        return sum;
    }

    /// <summary><see cref="Accumulate"/> as its definition says.</summary>
    internal static void AccumulateScalar(Span<int> sums, ReadOnlySpan<sbyte> x, int xStep, int zeroPoint, ReadOnlySpan<sbyte> weights, int weightStep, int taps)
    {
        for (int tap = 0; tap < taps; tap++)
        {
            for (int i = 0; i < sums.Length; i++) sums[i] += (x[(tap * xStep) + i] - zeroPoint) * weights[(tap * weightStep) + i];
        }
    }

#if NET
    [MethodImpl(InnerLoop.Optimized)]
    private static int DotVector(ReadOnlySpan<sbyte> x, int zeroPoint, ReadOnlySpan<sbyte> weights)
    {
        ref sbyte firstX = ref MemoryMarshal.GetReference(x);
        ref sbyte firstWeight = ref MemoryMarshal.GetReference(weights);
        Vector128<short> zero = Vector128.Create((short)zeroPoint);
        Vector128<int> sums = Vector128<int>.Zero;
        int i = 0;
        for (; i <= x.Length - Vector128<sbyte>.Count; i += Vector128<sbyte>.Count)
        {
            (Vector128<short> lowX, Vector128<short> highX) = Vector128.Widen(Vector128.LoadUnsafe(ref firstX, (nuint)i));
            (Vector128<short> lowWeights, Vector128<short> highWeights) = Vector128.Widen(Vector128.LoadUnsafe(ref firstWeight, (nuint)i));
            sums += Pairs((lowX - zero) * lowWeights) + Pairs((highX - zero) * highWeights);
        }

        if (i <= x.Length - Vector64<sbyte>.Count)
        {
            sums += Pairs((Widen(ref firstX, i) - zero) * Widen(ref firstWeight, i));
            i += Vector64<sbyte>.Count;
        }

        return Vector128.Sum(sums) + DotScalar(x.Slice(i), zeroPoint, weights.Slice(i));
    }

    // As many sums from the first one on as vectors take; how many that are.
    [MethodImpl(InnerLoop.Optimized)]
    private static int AccumulateVector(Span<int> sums, ReadOnlySpan<sbyte> x, int xStep, int zeroPoint, ReadOnlySpan<sbyte> weights, int weightStep, int taps)
    {
        ref sbyte firstX = ref MemoryMarshal.GetReference(x);
        ref sbyte firstWeight = ref MemoryMarshal.GetReference(weights);
        ref int firstSum = ref MemoryMarshal.GetReference(sums);
        Vector128<short> zero = Vector128.Create((short)zeroPoint);
        int i = 0;
        for (; i <= sums.Length - Vector64<sbyte>.Count; i += Vector64<sbyte>.Count)
        {
            nuint second = (nuint)(i + Vector128<int>.Count);
            Vector128<int> low = Vector128.LoadUnsafe(ref firstSum, (nuint)i), high = Vector128.LoadUnsafe(ref firstSum, second);
            for (int tap = 0, atX = i, atWeight = i; tap < taps; tap++, atX += xStep, atWeight += weightStep)
            {
                (Vector128<int> lowProducts, Vector128<int> highProducts) = Vector128.Widen((Widen(ref firstX, atX) - zero) * Widen(ref firstWeight, atWeight));
                low += lowProducts;
                high += highProducts;
            }

            low.StoreUnsafe(ref firstSum, (nuint)i);
            high.StoreUnsafe(ref firstSum, second);
        }

        return i;
    }

    private static Vector128<short> Widen(ref sbyte first, int index) =>
        Vector128.WidenLower(Vector64.LoadUnsafe(ref first, (nuint)index).ToVector128Unsafe());

    // A product of [-255, 255] and [-128, 127] fits into 16 bits.
    private static Vector128<int> Pairs(Vector128<short> products)
    {
        (Vector128<int> low, Vector128<int> high) = Vector128.Widen(products);
        return low + high;
    }
#endif
}
