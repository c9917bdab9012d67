using System;
using TinyMl.Weights;

namespace TinyMl.Operators;

/// <summary>Reads filters one after the other: raw ones where they lie, encoded ones by decoding as many as there is room for.</summary>
internal ref struct FilterReader
{
    private readonly bool _isRaw;
    private readonly int _filter;
    private readonly Span<sbyte> _room;
    private ReadOnlySpan<sbyte> _raw;
    private WeightDecoder _encoded;

    /// <summary>Starts before the first of raw filters of so many weights each.</summary>
    public FilterReader(ReadOnlySpan<sbyte> weights, int filter)
    {
        _isRaw = true;
        _filter = filter;
        _room = default;
        _raw = weights;
        _encoded = default;
    }

    /// <summary>Starts before the first of encoded filters of so many weights each; there is room for one at least.</summary>
    public FilterReader(WeightDecoder weights, int filter, Span<sbyte> room)
    {
        _isRaw = false;
        _filter = filter;
        _room = room;
        _raw = default;
        _encoded = weights;
    }

    /// <summary>The next filters, at most so many as asked for, and how many they are. Those before may be overwritten.</summary>
    public ReadOnlySpan<sbyte> Read(ref int count)
    {
        if (!_isRaw)
        {
            count = Math.Min(count, _room.Length / _filter);
            Span<sbyte> decoded = _room.Slice(0, count * _filter);
            _encoded.Read(decoded);
            return decoded;
        }

        ReadOnlySpan<sbyte> filters = _raw.Slice(0, count * _filter);
        _raw = _raw.Slice(filters.Length);
        return filters;
    }
}
