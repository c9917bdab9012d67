using System;
using TinyMl.Arithmetic;
using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int8;

/// <summary>
/// Turns an int32 accumulator of scale s_in * s_w[c] into an int8 output: bias, multiplier, zero point, bounds.
/// </summary>
internal readonly ref struct ChannelOutput(Int32Constants multipliers, ReadOnlySpan<sbyte> shifts, Int32Constants bias, OutputRange<sbyte> range)
{
    private readonly Int32Constants _multipliers = multipliers;
    private readonly ReadOnlySpan<sbyte> _shifts = shifts;
    private readonly Int32Constants _bias = bias;
    private readonly OutputRange<sbyte> _range = range;

    /// <summary>The stored output of a channel.</summary>
    public sbyte Store(int accumulator, int channel)
    {
        if (_bias.Length != 0) accumulator += _bias[channel];
        int scale = _shifts.Length == 1 ? 0 : channel;
        return _range.Store(FixedPoint.MultiplyByQuantizedMultiplier(accumulator, _multipliers[scale], _shifts[scale]));
    }
}
