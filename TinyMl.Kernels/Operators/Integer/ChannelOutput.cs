using System;
using System.Runtime.CompilerServices;
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

    /// <summary>The biases, 0 where there are none, and the multipliers of the channels from one on.</summary>
    [MethodImpl(InnerLoop.Optimized)]
    public void Unpack<TSum>(int first, Span<TSum> bias, Span<int> mantissas, Span<int> shifts)
        where TSum : unmanaged
    {
        PackedIntegerSpan biases = _bias;
        if (biases.IsEmpty) bias.Clear();
        for (int i = 0; i < bias.Length && !biases.IsEmpty; i++) bias[i] = WeightProducts.Narrow<TSum>(biases[first + i]);

        QuantizedMultiplierSpan multipliers = _multipliers;
        int start = _isShared ? 0 : first, step = _isShared ? 0 : 1;
        for (int i = 0; i < mantissas.Length; i++)
        {
            QuantizedMultiplier multiplier = multipliers[start + (i * step)];
            mantissas[i] = multiplier.Mantissa;
            shifts[i] = multiplier.Shift;
        }
    }

    /// <summary>The stored output of a channel; of a sum of 32 bits the low ones count.</summary>
    public T Store(long sum, int channel) => Store(_bias.IsEmpty ? sum : sum + _bias[channel], _multipliers[_isShared ? 0 : channel]);

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
