using System;
using System.Runtime.InteropServices;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Integer;

/// <summary>Real values to integers: y = clamp(z + round(x / s)), halves away from zero, x / s in float32; NaN gives z.</summary>
/// <typeparam name="T">The type of y.</typeparam>
internal readonly struct RealToInteger<T>
    where T : unmanaged
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly float _scale;
    private readonly T _zeroPoint;

    /// <summary>Reads x, y, the scale and the zero point.</summary>
    public RealToInteger(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Float32);
        TensorRecord y = reader.Output(StoredInteger<T>.Type);
        reader.Require(x.Shape.Matches(y.Shape), "changes the shape");
        _x = x.Buffer;
        _y = y.Buffer;
        _scale = reader.SingleAttribute();
        reader.Require(_scale > 0 && _scale <= float.MaxValue, "has a scale that is not a finite positive number");
        _zeroPoint = StoredInteger<T>.Narrow(reader.Attribute(StoredInteger<T>.Minimum, StoredInteger<T>.Maximum));
    }

    /// <summary>Computes y.</summary>
    public void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<byte> x = _x.Read(memory);
        IntegerSpan<T> y = _y.WriteIntegers<T>(memory);
        int zeroPoint = StoredInteger<T>.Widen(_zeroPoint);
        for (int i = 0; i < y.Length; i++)
        {
            float value = MemoryMarshal.Read<float>(x.Slice(i * sizeof(float)));
            y[i] = StoredInteger<T>.Narrow(FixedPoint.Quantize(value, _scale, zeroPoint, StoredInteger<T>.Minimum, StoredInteger<T>.Maximum));
        }
    }
}
