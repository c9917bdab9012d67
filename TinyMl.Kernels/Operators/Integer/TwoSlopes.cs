using TinyMl.Arithmetic;

namespace TinyMl.Operators.Integer;

/// <summary>One factor for values of at least 0 and another, which may be negative, for the others (TensorFlow Lite's quantized LeakyRelu).</summary>
/// <typeparam name="T">The type of the output's elements.</typeparam>
internal readonly struct TwoSlopes<T> : IUnaryFunction<T>
    where T : unmanaged
{
    private readonly QuantizedMultiplier _positive;
    private readonly QuantizedMultiplier _magnitudeOfNegative;
    private readonly int _signOfNegative;
    private readonly OutputRange<T> _range;

    /// <summary>Reads both multipliers, and the zero point of the output.</summary>
    public TwoSlopes(ref OperatorReader reader)
    {
        _positive = QuantizedMultiplier.Read(ref reader);
        QuantizedMultiplier negative = QuantizedMultiplier.Read(ref reader);
        _signOfNegative = negative.Mantissa < 0 ? -1 : 1;
        _magnitudeOfNegative = new QuantizedMultiplier(_signOfNegative * negative.Mantissa, negative.Shift);
        _range = OutputRange<T>.ReadZeroPoint(ref reader);
    }

    public T Apply(int x) => _range.Store(x >= 0 ? _positive.Multiply(x) : _signOfNegative * _magnitudeOfNegative.Multiply(x));
}
