using System;
using System.Runtime.InteropServices;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Int8;

/// <summary>
/// Real values to int8: y = clamp(z + round(x / s)), halves away from zero, x / s in float32; NaN gives z. Input x float32,
/// output y int8 of the same shape. Attributes: the scale (the bits of a float32), the zero point. Equals TensorFlow Lite
/// Micro's AffineQuantize bit for bit wherever that one is defined.
/// </summary>
public sealed class Quantize : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly float _scale;
    private readonly sbyte _zeroPoint;

    private Quantize(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Float32);
        TensorRecord y = reader.Output(ElementType.Int8);
        reader.Require(x.Shape.Matches(y.Shape), "changes the shape");
        _x = x.Buffer;
        _y = y.Buffer;
        _scale = reader.SingleAttribute();
        reader.Require(_scale > 0 && _scale <= float.MaxValue, "has a scale that is not a finite positive number");
        _zeroPoint = (sbyte)reader.Attribute(sbyte.MinValue, sbyte.MaxValue);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.QuantizeInt8, 48, static (ref OperatorReader reader) => new Quantize(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<byte> x = _x.Read(memory);
        Span<sbyte> y = _y.WriteInt8(memory);
        for (int i = 0; i < y.Length; i++)
        {
            float value = MemoryMarshal.Read<float>(x.Slice(i * sizeof(float)));
            y[i] = (sbyte)FixedPoint.Quantize(value, _scale, _zeroPoint, sbyte.MinValue, sbyte.MaxValue);
        }
    }
}
