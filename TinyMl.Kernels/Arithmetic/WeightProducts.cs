using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TinyMl.Arithmetic;

/// <summary>
/// Sums of products of inputs, less their zero point, and int8 weights, as each type of input has them: int8 inputs sum in 32 bits,
/// which wrap, int16 inputs in 64 and with the zero point 0.
/// </summary>
internal static class WeightProducts
{
    /// <summary>sum over i of (x[i] - zeroPoint) * weights[i]; <paramref name="weights"/> is as long as <paramref name="x"/>.</summary>
    public static long Dot<T>(ReadOnlyIntegerSpan<T> x, int zeroPoint, ReadOnlySpan<sbyte> weights)
        where T : unmanaged
    {
        return typeof(T) == typeof(sbyte)
            ? Int8Products.Dot(MemoryMarshal.Cast<byte, sbyte>(x.Bytes), zeroPoint, weights)
            : Int16Products.Dot(new ReadOnlyIntegerSpan<short>(x.Bytes), weights);
    }

    /// <summary>sums[i] += sum over t of (x[t * xStep + i] - zeroPoint) * weights[t * weightStep + i], for so many taps.</summary>
    /// <typeparam name="T">The type of the inputs.</typeparam>
    /// <typeparam name="TSum"><see cref="int"/> for inputs of <see cref="sbyte"/>, else <see cref="long"/>.</typeparam>
    public static void Accumulate<T, TSum>(Span<TSum> sums, ReadOnlyIntegerSpan<T> x, int xStep, int zeroPoint, ReadOnlySpan<sbyte> weights, int weightStep, int taps)
        where T : unmanaged
        where TSum : unmanaged
    {
        if (typeof(T) == typeof(sbyte))
        {
            Int8Products.Accumulate(MemoryMarshal.Cast<TSum, int>(sums), MemoryMarshal.Cast<byte, sbyte>(x.Bytes), xStep, zeroPoint, weights, weightStep, taps);
        }
        else
        {
            Int16Products.Accumulate(MemoryMarshal.Cast<TSum, long>(sums), new ReadOnlyIntegerSpan<short>(x.Bytes), xStep, weights, weightStep, taps);
        }
    }

    /// <summary>A sum in 64 bits.</summary>
    public static long Widen<TSum>(TSum sum)
        where TSum : unmanaged => typeof(TSum) == typeof(int) ? Unsafe.As<TSum, int>(ref sum) : Unsafe.As<TSum, long>(ref sum);

    /// <summary>The sum that has the low bits of one of 64.</summary>
    public static TSum Narrow<TSum>(long sum)
        where TSum : unmanaged
    {
        int low = (int)sum;
        return typeof(TSum) == typeof(int) ? Unsafe.As<int, TSum>(ref low) : Unsafe.As<long, TSum>(ref sum);
    }
}
