using TinyMl.Arithmetic;

namespace TinyMl.Operators.Int8;

/// <summary>
/// The sum or difference of two quantized values: both inputs, shifted left by 20 bits, are brought to twice the larger of
/// their scales, and the result to the output's scale (TensorFlow Lite's 8-bit Add and Sub).
/// </summary>
internal readonly struct ScaledSum : IBinaryFunction
{
    private const int LeftShift = 20;

    private readonly QuantizedMultiplier _left;
    private readonly QuantizedMultiplier _right;
    private readonly QuantizedMultiplier _result;
    private readonly int _rightSign;
    private readonly OutputRange _range;

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
        _range = OutputRange.Read(ref reader);
    }

    public sbyte Apply(int left, int right)
    {
        int sum = _left.Multiply(left << LeftShift) + (_rightSign * _right.Multiply(right << LeftShift));
        return _range.Store(_result.Multiply(sum));
    }
}
