using System;
using System.Runtime.CompilerServices;
using TinyMl.Format;

namespace TinyMl.Operators.Int8;

/// <summary>
/// int8 to real values: y = s * (x - z). Input x int8, output y float32 of the same shape. Attributes: the scale (the bits
/// of a float32), the zero point. Equals TensorFlow Lite Micro's Dequantize bit for bit.
/// </summary>
public sealed class Dequantize : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly float _scale;
    private readonly sbyte _zeroPoint;

    private Dequantize(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Int8);
        TensorRecord y = reader.Output(ElementType.Float32);
        reader.Require(x.Shape.Matches(y.Shape), "changes the shape");
        _x = x.Buffer;
        _y = y.Buffer;
        _scale = reader.SingleAttribute();
        _zeroPoint = (sbyte)reader.Attribute(sbyte.MinValue, sbyte.MaxValue);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.DequantizeInt8, 48, static (ref OperatorReader reader) => new Dequantize(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<sbyte> x = _x.ReadInt8(memory);
        Span<byte> y = _y.Write(memory);
        for (int i = 0; i < x.Length; i++)
        {
            Unsafe.WriteUnaligned(ref y.Slice(i * sizeof(float), sizeof(float))[0], _scale * (x[i] - _zeroPoint));
        }
    }
}
