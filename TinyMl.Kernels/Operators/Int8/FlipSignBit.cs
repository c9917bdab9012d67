using System;
using TinyMl.Format;

namespace TinyMl.Operators.Int8;

/// <summary>
/// int8 to uint8, y = x + 128, or uint8 to int8, y = x - 128: the other sign bit. Input x, output y of the other type and the same
/// shape. No attributes.
/// </summary>
public sealed class FlipSignBit : Operator
{
    private const byte SignBit = 0x80;

    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;

    private FlipSignBit(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input();
        reader.Require(x.Type is ElementType.Int8 or ElementType.UInt8, "has an input that is neither Int8 nor UInt8");
        TensorRecord y = reader.Output(x.Type == ElementType.Int8 ? ElementType.UInt8 : ElementType.Int8);
        reader.Require(x.Shape.Matches(y.Shape), "changes the shape");
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.FlipSignBitInt8, 40, static (ref OperatorReader reader) => new FlipSignBit(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<byte> x = _x.Read(memory);
        Span<byte> y = _y.Write(memory).Slice(0, x.Length);
        for (int i = 0; i < x.Length; i++) y[i] = (byte)(x[i] ^ SignBit);
    }
}
