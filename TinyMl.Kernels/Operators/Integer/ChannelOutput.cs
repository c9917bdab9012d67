using System;
using TinyMl.Arithmetic;

namespace TinyMl.Operators.Integer;

/// <summary>Turns a sum of products of scale s_in * s_w[c] into an output: bias, multiplier, zero point, bounds.</summary>
/// <typeparam name="T">The type of the output's elements.</typeparam>
internal readonly ref struct ChannelOutput<T>(ReadOnlyIntegerSpan<int> multipliers, ReadOnlySpan<sbyte> shifts, ReadOnlySpan<byte> bias, bool isWide, OutputRange<T> range)
    where T : unmanaged
{
    private readonly ReadOnlyIntegerSpan<int> _multipliers = multipliers;
    private readonly ReadOnlySpan<sbyte> _shifts = shifts;
    private readonly ReadOnlySpan<byte> _bias = bias;
    private readonly bool _isWide = isWide;
    private readonly OutputRange<T> _range = range;

    /// <summary>The stored output of a channel; of a sum of 32 bits the low ones count.</summary>
    public T Store(long sum, int channel)
    {
        int scale = _shifts.Length == 1 ? 0 : channel;
        if (typeof(T) != typeof(sbyte) && _isWide)
        {
            if (_bias.Length != 0) sum += new ReadOnlyIntegerSpan<long>(_bias)[channel];
            return _range.Store(FixedPoint.MultiplyByQuantizedMultiplier(sum, _multipliers[scale], _shifts[scale]));
        }

        int narrow = (int)sum;
        if (_bias.Length != 0) narrow += new ReadOnlyIntegerSpan<int>(_bias)[channel];
        return _range.Store(FixedPoint.MultiplyByQuantizedMultiplier(narrow, _multipliers[scale], _shifts[scale]));
    }
}
