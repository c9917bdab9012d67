using System;
using System.Runtime.CompilerServices;
using TinyMl.Arithmetic;

namespace TinyMl.Operators.Integer;

/// <summary>
/// Collects the elements of x that several filters are multiplied with, in the order of a filter's weights, and adds the products to one
/// sum for each of them. Its use: <see cref="Append"/> and <see cref="Skip"/> up to the end of the filter, then <see cref="Finish"/>.
/// </summary>
/// <typeparam name="T">The type of the elements of x.</typeparam>
/// <typeparam name="TSum">The type of the sums.</typeparam>
/// <param name="elements">Room for <see cref="FilterProducts.MostElements"/>.</param>
/// <param name="zeroPoint">The zero point of x.</param>
/// <param name="filters">The filters, one after the other.</param>
/// <param name="filter">The weights of a filter.</param>
/// <param name="start">The weight of each filter that belongs to the first element.</param>
/// <param name="sums">The sums to add to.</param>
internal ref struct Patch<T, TSum>(Span<short> elements, int zeroPoint, ReadOnlySpan<sbyte> filters, int filter, int start, Span<TSum> sums)
    where T : unmanaged
    where TSum : unmanaged
{
    private readonly Span<short> _elements = elements;
    private readonly int _zeroPoint = zeroPoint;
    private readonly ReadOnlySpan<sbyte> _filters = filters;
    private readonly int _filter = filter;
    private readonly Span<TSum> _sums = sums;
    private int _start = start;
    private int _length;

    /// <summary>Goes on with elements of x.</summary>
    [MethodImpl(InnerLoop.Optimized)]
    public void Append(ReadOnlyIntegerSpan<T> x)
    {
        int taken = 0;
        while (taken < x.Length)
        {
            Span<short> room = Room(x.Length - taken);
            FilterProducts.Center(x.Slice(taken, room.Length), _zeroPoint, room);
            taken += room.Length;
        }
    }

    /// <summary>Goes on with so many elements that are real 0.</summary>
    public void Skip(int count)
    {
        while (count > 0)
        {
            Span<short> room = Room(count);
            room.Clear();
            count -= room.Length;
        }
    }

    /// <summary>Adds the products that are missing.</summary>
    public void Finish()
    {
        FilterProducts.AddEach(_sums, _elements, _length, _filters, _start, _filter);
        _start += _length;
        _length = 0;
    }

    // Where the next elements are to be written, as many of them as there is room for.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<short> Room(int count)
    {
        if (_length == _elements.Length) Finish();
        Span<short> room = _elements.Slice(_length, Math.Min(count, _elements.Length - _length));
        _length += room.Length;
        return room;
    }
}
