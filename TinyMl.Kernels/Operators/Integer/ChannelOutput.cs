using TinyMl.Arithmetic;

namespace TinyMl.Operators.Integer;

/// <summary>Turns a sum of products of scale s_in * s_w[c] into an output: bias, multiplier, zero point, bounds.</summary>
/// <typeparam name="T">The type of the output's elements.</typeparam>
internal readonly ref struct ChannelOutput<T>(QuantizedMultiplierSpan multipliers, PackedIntegerSpan bias, bool isShared, bool isWide, OutputRange<T> range)
    where T : unmanaged
{
    private readonly QuantizedMultiplierSpan _multipliers = multipliers;
    private readonly PackedIntegerSpan _bias = bias;
    private readonly bool _isShared = isShared;
    private readonly bool _isWide = isWide;
    private readonly OutputRange<T> _range = range;

    /// <summary>The stored output of a channel; of a sum of 32 bits the low ones count.</summary>
    public T Store(long sum, int channel)
    {
        QuantizedMultiplier multiplier = _multipliers[_isShared ? 0 : channel];
        if (!_bias.IsEmpty) sum += _bias[channel];
        return _range.Store(typeof(T) != typeof(sbyte) && _isWide
            ? FixedPoint.MultiplyByQuantizedMultiplier(sum, multiplier.Mantissa, multiplier.Shift)
            : multiplier.Multiply((int)sum));
    }
}
