using System;
using TinyMl.Arithmetic;

namespace TinyMl.Operators.Int8;

/// <summary>What the gates of an int8 recurrent operator get before their activations, in Q3.12 and saturated to 16 bits.</summary>
internal readonly ref struct GateSums(
    ReadOnlySpan<sbyte> weights, ReadOnlySpan<sbyte> recurrent, QuantizedMultiplierSpan multipliers, PackedIntegerSpan bias, int gates, int units, sbyte xZeroPoint, sbyte hiddenZeroPoint)
{
    private readonly ReadOnlySpan<sbyte> _weights = weights;
    private readonly ReadOnlySpan<sbyte> _recurrent = recurrent;
    private readonly QuantizedMultiplierSpan _multipliers = multipliers;
    private readonly PackedIntegerSpan _bias = bias;
    private readonly sbyte _xZeroPoint = xZeroPoint;
    private readonly sbyte _hiddenZeroPoint = hiddenZeroPoint;
    private readonly int _gates = gates;
    private readonly int _units = units;

    /// <summary>F(bias + sum of (x - z_x) * weights), F with the factor of the gate's weights.</summary>
    public short OfInput(int gate, int unit, ReadOnlySpan<sbyte> x)
    {
        int row = (gate * _units) + unit;
        return Scaled((int)_bias[row] + Int8Products.Dot(x, _xZeroPoint, _weights.Slice(row * x.Length, x.Length)), gate);
    }

    /// <summary>F(sum of (h - z_h) * recurrent weights); 0 for no values, which are all 0.</summary>
    public short OfHidden(int gate, int unit, ReadOnlySpan<sbyte> hidden)
    {
        if (hidden.IsEmpty) return 0;
        int row = (gate * _units) + unit;
        return Scaled(Int8Products.Dot(hidden, _hiddenZeroPoint, _recurrent.Slice(row * hidden.Length, hidden.Length)), _gates + gate);
    }

    /// <summary>Both together.</summary>
    public short Of(int gate, int unit, ReadOnlySpan<sbyte> x, ReadOnlySpan<sbyte> hidden) =>
        Int16Functions.Saturate(OfInput(gate, unit, x) + OfHidden(gate, unit, hidden));

    private short Scaled(int sum, int factor) =>
        Int16Functions.Saturate(_multipliers[factor].Multiply(sum));
}
