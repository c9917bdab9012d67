using TinyMl.Arithmetic;

namespace TinyMl.Operators.Integer;

/// <summary>
/// A value where it is at least 0, else its product with another, brought to the output's scale (TensorFlow Lite's quantized
/// Prelu).
/// </summary>
/// <typeparam name="T">The type of the output's elements.</typeparam>
internal readonly struct VariableSlope<T> : IBinaryFunction<T>
    where T : unmanaged
{
    private readonly QuantizedMultiplier _positive;
    private readonly QuantizedMultiplier _negative;
    private readonly OutputRange<T> _range;

    /// <summary>Reads the multipliers of values of at least 0 and of products, and the output's range.</summary>
    public VariableSlope(ref OperatorReader reader)
    {
        _positive = QuantizedMultiplier.Read(ref reader);
        _negative = QuantizedMultiplier.Read(ref reader);
        _range = OutputRange<T>.Read(ref reader);
    }

    public T Apply(int left, int right) => _range.Store(left >= 0 ? _positive.Multiply(left) : _negative.Multiply(left * right));
}
