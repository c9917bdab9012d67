using TinyMl.Arithmetic;

namespace TinyMl.Operators.Integer;

/// <summary>The product of two quantized values, brought to the output's scale (TensorFlow Lite's quantized Mul).</summary>
/// <typeparam name="T">The type of the output's elements.</typeparam>
internal readonly struct ScaledProduct<T> : IBinaryFunction<T>
    where T : unmanaged
{
    private readonly QuantizedMultiplier _multiplier;
    private readonly OutputRange<T> _range;

    /// <summary>Reads the multiplier s_left * s_right / s_y, and the output's range.</summary>
    public ScaledProduct(ref OperatorReader reader)
    {
        _multiplier = QuantizedMultiplier.Read(ref reader);
        _range = OutputRange<T>.Read(ref reader);
    }

    public T Apply(int left, int right) => _range.Store(_multiplier.Multiply(left * right));
}
