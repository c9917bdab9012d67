using System;
#if NET
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
#endif

namespace TinyMl.Arithmetic;

/// <summary>
/// Sums of products of int16 inputs and int8 weights. Sums are exact in 64 bits, so that
/// scalar and vector paths give the same bits.
/// </summary>
internal static class Int16Products
{
#if NET
    // Products of 22 bits and a sign that each of four lanes adds before its sum could leave 32 bits.
    private const int SafeProducts = 256;

    private const int Lanes = 4;
#endif

    /// <summary>sum over i of x[i] * weights[i]; <paramref name="weights"/> is as long as <paramref name="x"/>.</summary>
    public static long Dot(ReadOnlyIntegerSpan<short> x, ReadOnlySpan<sbyte> weights)
    {
        weights = weights.Slice(0, x.Length);
#if NET
        if (Vector128.IsHardwareAccelerated && x.Length >= 2 * Lanes) return DotVector(x, weights);
#endif
        return DotScalar(x, weights);
    }

    /// <summary>sums[i] += sum over t of x[t * xStep + i] * weights[t * weightStep + i], for so many taps.</summary>
    public static void Accumulate(Span<long> sums, ReadOnlyIntegerSpan<short> x, int xStep, ReadOnlySpan<sbyte> weights, int weightStep, int taps)
    {
        for (int tap = 0; tap < taps; tap++)
        {
            for (int i = 0; i < sums.Length; i++) sums[i] += x[(tap * xStep) + i] * weights[(tap * weightStep) + i];
        }
    }

    /// <summary><see cref="Dot"/> as its definition says.</summary>
    internal static long DotScalar(ReadOnlyIntegerSpan<short> x, ReadOnlySpan<sbyte> weights)
    {
        long sum = 0;
        for (int i = 0; i < x.Length; i++) sum += x[i] * weights[i];
        return sum;
    }

#if NET
    private static long DotVector(ReadOnlyIntegerSpan<short> x, ReadOnlySpan<sbyte> weights)
    {
        ref byte firstX = ref MemoryMarshal.GetReference(x.Bytes);
        ref sbyte firstWeight = ref MemoryMarshal.GetReference(weights);
        long sum = 0;
        int i = 0;
        while (i <= x.Length - (2 * Lanes))
        {
            int end = Math.Min(x.Length - (2 * Lanes), i + (SafeProducts / 2 * 2 * Lanes) - (2 * Lanes));
            Vector128<int> sums = Vector128<int>.Zero;
            for (; i <= end; i += 2 * Lanes)
            {
                (Vector128<int> lowX, Vector128<int> highX) = Vector128.Widen(Vector128.LoadUnsafe(ref firstX, (nuint)i * sizeof(short)).AsInt16());
                (Vector128<int> lowWeights, Vector128<int> highWeights) =
                    Vector128.Widen(Vector128.WidenLower(Vector64.LoadUnsafe(ref firstWeight, (nuint)i).ToVector128Unsafe()));
                sums += (lowX * lowWeights) + (highX * highWeights);
            }

            (Vector128<long> low, Vector128<long> high) = Vector128.Widen(sums);
            sum += Vector128.Sum(low + high);
        }

        return sum + DotScalar(x.Slice(i, x.Length - i), weights.Slice(i));
    }
#endif
}
