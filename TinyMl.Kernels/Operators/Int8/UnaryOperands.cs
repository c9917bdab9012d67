using System;
using TinyMl.Format;

namespace TinyMl.Operators.Int8;

/// <summary>The operands of an elementwise operator, int8 of the same shape. The output may lie on the input.</summary>
internal readonly struct UnaryOperands
{
    private const int ValueCount = 256;

    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly sbyte _xZeroPoint;

    /// <summary>Reads the input, the output, and the input's zero point.</summary>
    public UnaryOperands(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Int8);
        TensorRecord y = reader.Output(ElementType.Int8);
        reader.Require(x.Shape.Matches(y.Shape), "changes the shape");
        _x = x.Buffer;
        _y = y.Buffer;
        _xZeroPoint = (sbyte)reader.Attribute(sbyte.MinValue, sbyte.MaxValue);
    }

    /// <summary>
    /// Applies a function to every element; to every possible one first where there are more elements than those.
    /// </summary>
    public void Map<TFunction>(in ModelMemory memory, TFunction function)
        where TFunction : struct, IUnaryFunction
    {
        ReadOnlySpan<sbyte> x = _x.ReadInt8(memory);
        Span<sbyte> y = _y.WriteInt8(memory);
        if (x.Length <= ValueCount)
        {
            for (int i = 0; i < x.Length; i++) y[i] = function.Apply(x[i] - _xZeroPoint);
            return;
        }

        Span<sbyte> table = stackalloc sbyte[ValueCount];
        for (int value = sbyte.MinValue; value <= sbyte.MaxValue; value++) table[(byte)value] = function.Apply(value - _xZeroPoint);
        for (int i = 0; i < x.Length; i++) y[i] = table[(byte)x[i]];
    }
}
