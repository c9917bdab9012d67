using System;
using System.Runtime.InteropServices;
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

    /// <summary>The multiplier of a channel.</summary>
    public QuantizedMultiplier Multiplier(int channel) => _multipliers[_isShared ? 0 : channel];

    /// <summary>The bias of a channel, 0 where there is none.</summary>
    public long Bias(int channel) => _bias.IsEmpty ? 0 : _bias[channel];

    /// <summary>The stored output of a channel; of a sum of 32 bits the low ones count.</summary>
    public T Store(long sum, int channel) => Store(sum + Bias(channel), Multiplier(channel));

    /// <summary>The stored outputs of sums that have the bias in them.</summary>
    public void Store<TSum>(ReadOnlySpan<TSum> sums, ReadOnlySpan<int> mantissas, ReadOnlySpan<int> shifts, IntegerSpan<T> y)
        where TSum : unmanaged
    {
        int i = typeof(TSum) == typeof(int) ? _range.Store(MemoryMarshal.Cast<TSum, int>(sums), mantissas, shifts, y) : 0;
        for (; i < sums.Length; i++) y[i] = Store(WeightProducts.Widen(sums[i]), new QuantizedMultiplier(mantissas[i], shifts[i]));
    }

    private T Store(long sum, QuantizedMultiplier multiplier) => _range.Store(typeof(T) != typeof(sbyte) && _isWide
        ? FixedPoint.MultiplyByQuantizedMultiplier(sum, multiplier.Mantissa, multiplier.Shift)
        : multiplier.Multiply((int)sum));
}
