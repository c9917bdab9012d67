using TinyMl.Arithmetic;

namespace TinyMl.Operators.Integer;

/// <summary>
/// The sum or difference of two quantized values: both inputs, shifted left by 20 bits as int8 and by 15 as int16, are brought
/// to twice the larger of their scales, and the result to the output's scale (TensorFlow Lite's quantized Add and Sub).
/// </summary>
/// <typeparam name="T">The type of the elements.</typeparam>
internal readonly struct ScaledSum<T> : IBinaryFunction<T>
    where T : unmanaged
{
    private readonly QuantizedMultiplier _left;
    private readonly QuantizedMultiplier _right;
    private readonly QuantizedMultiplier _result;
    private readonly int _rightSign;
    private readonly OutputRange<T> _range;

    /// <summary>
    /// Reads the multipliers of left, right and result, and the output's range; <paramref name="rightSign"/> is 1 to add
    /// and -1 to subtract.
    /// </summary>
    public ScaledSum(ref OperatorReader reader, int rightSign)
    {
        _left = QuantizedMultiplier.Read(ref reader);
        _right = QuantizedMultiplier.Read(ref reader);
        _result = QuantizedMultiplier.Read(ref reader);
        _rightSign = rightSign;
        _range = OutputRange<T>.Read(ref reader);
    }

    private static int LeftShift => typeof(T) == typeof(short) ? 15 : 20;

    public T Apply(int left, int right)
    {
        int sum = _left.Multiply(left << LeftShift) + (_rightSign * _right.Multiply(right << LeftShift));
        return _range.Store(_result.Multiply(sum));
    }
}
