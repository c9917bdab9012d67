using TinyMl.Arithmetic;

namespace TinyMl.Operators.Integer;

/// <summary>
/// The square of the difference of two quantized values: both inputs, shifted left, are brought to twice the larger of their
/// scales, and the result to the output's scale (TensorFlow Lite Micro's quantized SquaredDifference).
/// </summary>
/// <typeparam name="T">The type of the output's elements.</typeparam>
internal readonly struct ScaledSquare<T> : IBinaryFunction<T>
    where T : unmanaged
{
    private readonly QuantizedMultiplier _left;
    private readonly QuantizedMultiplier _right;
    private readonly QuantizedMultiplier _result;
    private readonly OutputRange<T> _range;
    private readonly int _leftShift;

    /// <summary>Reads the multipliers of left, right and result, and the output's range.</summary>
    public ScaledSquare(ref OperatorReader reader, int leftShift)
    {
        _left = QuantizedMultiplier.Read(ref reader);
        _right = QuantizedMultiplier.Read(ref reader);
        _result = QuantizedMultiplier.Read(ref reader);
        _range = OutputRange<T>.Read(ref reader);
        _leftShift = leftShift;
    }

    public T Apply(int left, int right)
    {
        int difference = _left.Multiply(left << _leftShift) - _right.Multiply(right << _leftShift);
        return _range.Store(_result.Multiply(difference * difference));
    }
}
