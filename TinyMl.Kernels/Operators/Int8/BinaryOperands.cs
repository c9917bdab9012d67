using System;
using TinyMl.Format;

namespace TinyMl.Operators.Int8;

/// <summary>
/// The operands of a binary operator: two int8 inputs (either may be a constant) that broadcast to the output of at most
/// six dimensions. The output may lie on an input of its size.
/// </summary>
internal readonly struct BinaryOperands
{
    private readonly TensorBuffer _left;
    private readonly TensorBuffer _right;
    private readonly TensorBuffer _output;
    private readonly Broadcast _broadcast;
    private readonly sbyte _leftZeroPoint;
    private readonly sbyte _rightZeroPoint;

    /// <summary>Reads both inputs, the output, and the zero points of both inputs.</summary>
    public BinaryOperands(ref OperatorReader reader)
    {
        TensorRecord left = reader.Input(ElementType.Int8);
        TensorRecord right = reader.Input(ElementType.Int8);
        TensorRecord output = reader.Output(ElementType.Int8);
        _broadcast = Broadcast.Create(reader, left.Shape, right.Shape, output.Shape);
        _left = left.Buffer;
        _right = right.Buffer;
        _output = output.Buffer;
        _leftZeroPoint = (sbyte)reader.Attribute(sbyte.MinValue, sbyte.MaxValue);
        _rightZeroPoint = (sbyte)reader.Attribute(sbyte.MinValue, sbyte.MaxValue);
    }

    /// <summary>Applies a function to every pair.</summary>
    public void Map<TFunction>(in ModelMemory memory, TFunction function)
        where TFunction : struct, IBinaryFunction
    {
        ReadOnlySpan<sbyte> left = _left.ReadInt8(memory);
        ReadOnlySpan<sbyte> right = _right.ReadInt8(memory);
        Span<sbyte> output = _output.WriteInt8(memory);
        int written = 0;
        for (int row = 0; row < _broadcast.Rows; row++)
        {
            int l = _broadcast.LeftStart(row), r = _broadcast.RightStart(row);
            for (int i = 0; i < _broadcast.RowLength; i++)
            {
                output[written++] = function.Apply(left[l] - _leftZeroPoint, right[r] - _rightZeroPoint);
                l += _broadcast.LeftStep;
                r += _broadcast.RightStep;
            }
        }
    }
}
