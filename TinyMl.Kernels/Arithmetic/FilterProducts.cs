using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
#if NET
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
#endif

namespace TinyMl.Arithmetic;

/// <summary>
/// Sums of products of a patch of the input, its zero point taken off, and several filters: the inner loop of integer convolutions and
/// inner products. Sums are exact, so that scalar and vector paths give the same bits.
/// </summary>
internal static class FilterProducts
{
    /// <summary>The elements of a patch at most: no sum of so many products of 16 and 8 bits leaves 32 bits.</summary>
    public const int MostElements = 256;

#if NET
    private const int Filters = 4;
#endif

    /// <summary>sums[o] += sum over i of patch[i] * filters[start + o * stride + i], for every o; what wraps, wraps.</summary>
    /// <typeparam name="TSum"><see cref="int"/> or <see cref="long"/>.</typeparam>
    /// <param name="sums">A sum for each filter.</param>
    /// <param name="patch"><see cref="MostElements"/>, those from <paramref name="length"/> on free to be overwritten.</param>
    /// <param name="length">The elements of the patch.</param>
    /// <param name="filters">The weights.</param>
    /// <param name="start">The weight of the first filter that belongs to the first element.</param>
    /// <param name="stride">The weights of a filter.</param>
    [MethodImpl(InnerLoop.Optimized)]
    public static void AddEach<TSum>(Span<TSum> sums, Span<short> patch, int length, ReadOnlySpan<sbyte> filters, int start, int stride)
        where TSum : unmanaged
    {
        int o = 0;
#if NET
        if (Vector128.IsHardwareAccelerated)
        {
            // Vectors may reach beyond a filter, where they meet zeros, but not beyond the last one.
            int whole = (length + Vector256<short>.Count - 1) & -Vector256<short>.Count;
            patch.Slice(length, whole - length).Clear();
            for (; o <= sums.Length - Filters && start + ((o + Filters - 1) * stride) + whole <= filters.Length; o += Filters)
            {
                ref sbyte filter = ref Unsafe.Add(ref MemoryMarshal.GetReference(filters), start + (o * stride));
                Vector128<int> products = OfFour(ref MemoryMarshal.GetReference(patch), ref filter, stride, whole);
                Add(sums.Slice(o, Filters), products);
            }
        }
#endif
        for (; o < sums.Length; o++) Add(ref sums[o], Dot(patch.Slice(0, length), filters.Slice(start + (o * stride), length)));
    }

    /// <summary>centered[i] = x[i] - zeroPoint, which fits into 16 bits: for inputs of 16 bits the zero point is 0.</summary>
    [MethodImpl(InnerLoop.Optimized)]
    public static void Center<T>(ReadOnlyIntegerSpan<T> x, int zeroPoint, Span<short> centered)
        where T : unmanaged
    {
        centered = centered.Slice(0, x.Length);
        if (typeof(T) == typeof(short))
        {
            x.Bytes.CopyTo(MemoryMarshal.AsBytes(centered));
            return;
        }

        int i = 0;
#if NET
        if (Vector128.IsHardwareAccelerated)
        {
            Vector128<short> zero = Vector128.Create((short)zeroPoint);
            for (; i <= centered.Length - Vector128<short>.Count; i += Vector128<short>.Count)
            {
                (Widen(ref Unsafe.As<byte, sbyte>(ref MemoryMarshal.GetReference(x.Bytes)), i) - zero).StoreUnsafe(ref MemoryMarshal.GetReference(centered), (nuint)i);
            }
        }
#endif
        for (; i < centered.Length; i++) centered[i] = (short)(StoredInteger<T>.Widen(x[i]) - zeroPoint);
    }

    private static void Add<TSum>(ref TSum sum, int product)
        where TSum : unmanaged
    {
        if (typeof(TSum) == typeof(int))
        {
            Unsafe.As<TSum, int>(ref sum) += product;
        }
        else
        {
            Unsafe.As<TSum, long>(ref sum) += product;
        }
    }

    [MethodImpl(InnerLoop.Optimized)]
    private static int Dot(ReadOnlySpan<short> patch, ReadOnlySpan<sbyte> filter)
    {
        int sum = 0, i = 0;
#if NET
        if (Vector128.IsHardwareAccelerated)
        {
            Vector128<int> sums = default;
            for (; i <= patch.Length - Vector128<short>.Count; i += Vector128<short>.Count)
            {
                sums += Pairs(Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(patch), (nuint)i), Widen(ref MemoryMarshal.GetReference(filter), i));
            }

            sum = Vector128.Sum(sums);
        }
#endif
        for (; i < filter.Length; i++) sum += patch[i] * filter[i];
        return sum;
    }

#if NET
    private static void Add<TSum>(Span<TSum> sums, Vector128<int> products)
        where TSum : unmanaged
    {
        ref TSum first = ref MemoryMarshal.GetReference(sums);
        if (typeof(TSum) == typeof(int))
        {
            ref int four = ref Unsafe.As<TSum, int>(ref first);
            (Vector128.LoadUnsafe(ref four) + products).StoreUnsafe(ref four);
        }
        else
        {
            for (int i = 0; i < Filters; i++) Unsafe.As<TSum, long>(ref sums[i]) += products[i];
        }
    }

    // The sums of the products of a patch, whole vectors of it, and four filters.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> OfFour(ref short patch, ref sbyte filter, int stride, int length)
    {
        ref sbyte second = ref Unsafe.Add(ref filter, stride), third = ref Unsafe.Add(ref second, stride), fourth = ref Unsafe.Add(ref third, stride);
        Vector256<int> a = default, b = default, c = default, d = default;
        for (int i = 0; i < length; i += Vector256<short>.Count)
        {
            Vector256<short> x = Vector256.LoadUnsafe(ref patch, (nuint)i);
            a += Pairs(x, WidenWide(ref filter, i));
            b += Pairs(x, WidenWide(ref second, i));
            c += Pairs(x, WidenWide(ref third, i));
            d += Pairs(x, WidenWide(ref fourth, i));
        }

        if (!Avx2.IsSupported) return Vector128.Create(Vector256.Sum(a), Vector256.Sum(b), Vector256.Sum(c), Vector256.Sum(d));
        Vector256<int> halves = Avx2.HorizontalAdd(Avx2.HorizontalAdd(a, b), Avx2.HorizontalAdd(c, d));
        return halves.GetLower() + halves.GetUpper();
    }

    private static Vector256<int> Pairs(Vector256<short> x, Vector256<short> weights) => Avx2.IsSupported
        ? Avx2.MultiplyAddAdjacent(x, weights)
        : Vector256.Create(Pairs(x.GetLower(), weights.GetLower()), Pairs(x.GetUpper(), weights.GetUpper()));

    private static Vector128<int> Pairs(Vector128<short> x, Vector128<short> weights) => Sse2.IsSupported
        ? Sse2.MultiplyAddAdjacent(x, weights)
        : (Vector128.WidenLower(x) * Vector128.WidenLower(weights)) + (Vector128.WidenUpper(x) * Vector128.WidenUpper(weights));

    private static Vector128<short> Widen(ref sbyte first, int index) =>
        Vector128.WidenLower(Vector64.LoadUnsafe(ref first, (nuint)index).ToVector128Unsafe());

    private static Vector256<short> WidenWide(ref sbyte first, int index) =>
        Vector256.WidenLower(Vector128.LoadUnsafe(ref first, (nuint)index).ToVector256Unsafe());
#endif
}
