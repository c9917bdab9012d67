using TinyMl.Arithmetic;

namespace TinyMl.Operators.Integer;

/// <summary>The sum of elements less their zero points, times a factor. Attributes: zero point of x; mantissa and shift; zero point of y.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
internal readonly struct RescaledSum<T> : IReduction<T>
    where T : unmanaged
{
    private readonly T _xZeroPoint;
    private readonly QuantizedMultiplier _multiplier;
    private readonly OutputRange<T> _range;

    public RescaledSum(ref OperatorReader reader)
    {
        _xZeroPoint = StoredInteger<T>.Narrow(reader.Attribute(StoredInteger<T>.Minimum, StoredInteger<T>.Maximum));
        _multiplier = QuantizedMultiplier.Read(ref reader);
        _range = OutputRange<T>.ReadZeroPoint(ref reader);
    }

    public int Start => 0;

    public int Next(int accumulated, int x) => accumulated + x;

    public T Result(int accumulated, int count) => _range.Store(_multiplier.Multiply(accumulated - (StoredInteger<T>.Widen(_xZeroPoint) * count)));
}
