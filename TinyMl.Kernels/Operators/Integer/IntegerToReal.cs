using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Integer;

/// <summary>Integers to real values: y = s * (x - z).</summary>
/// <typeparam name="T">The type of x.</typeparam>
internal readonly struct IntegerToReal<T>
    where T : unmanaged
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly float _scale;
    private readonly T _zeroPoint;

    /// <summary>Reads x, y, the scale and the zero point.</summary>
    public IntegerToReal(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(StoredInteger<T>.Type);
        TensorRecord y = reader.Output(ElementType.Float32);
        reader.Require(x.Shape.Matches(y.Shape), "changes the shape");
        _x = x.Buffer;
        _y = y.Buffer;
        _scale = reader.SingleAttribute();
        _zeroPoint = StoredInteger<T>.Narrow(reader.Attribute(StoredInteger<T>.Minimum, StoredInteger<T>.Maximum));
    }

    /// <summary>Computes y.</summary>
    public void Invoke(in ModelMemory memory)
    {
        ReadOnlyIntegerSpan<T> x = _x.ReadIntegers<T>(memory);
        Float32Span y = _y.WriteFloat32(memory);
        int zeroPoint = StoredInteger<T>.Widen(_zeroPoint);
        for (int i = 0; i < x.Length; i++) y[i] = _scale * (StoredInteger<T>.Widen(x[i]) - zeroPoint);
    }
}
