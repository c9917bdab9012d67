using TinyMl.Arithmetic;

namespace TinyMl.Operators.Float32;

/// <summary>What the gates of a float recurrent operator get before their activations; each sum is one <see cref="DotProduct"/>.</summary>
internal readonly ref struct GateSums<TFormat>(RealSpan<TFormat> weights, RealSpan<TFormat> recurrent, RealSpan<Float32Format> bias, int units)
    where TFormat : struct, IRealFormat
{
    private readonly RealSpan<TFormat> _weights = weights;
    private readonly RealSpan<TFormat> _recurrent = recurrent;
    private readonly RealSpan<Float32Format> _bias = bias;
    private readonly int _units = units;

    /// <summary>An element of the bias.</summary>
    public float Bias(int gate, int unit) => _bias[(gate * _units) + unit];

    /// <summary>(sum of x * weights) + bias.</summary>
    public float OfInput(int gate, int unit, RealSpan<Float32Format> x) =>
        (float)(DotProduct.Of(x, _weights.Slice(((gate * _units) + unit) * x.Length, x.Length)) + Bias(gate, unit));

    /// <summary>The sum of h * recurrent weights; 0 for no values, which are all 0.</summary>
    public float OfHidden(int gate, int unit, RealSpan<Float32Format> hidden) =>
        hidden.Length == 0 ? 0 : DotProduct.Of(hidden, _recurrent.Slice(((gate * _units) + unit) * _units, _units));

    /// <summary>Both together.</summary>
    public float Of(int gate, int unit, RealSpan<Float32Format> x, RealSpan<Float32Format> hidden) =>
        (float)(OfInput(gate, unit, x) + OfHidden(gate, unit, hidden));
}
