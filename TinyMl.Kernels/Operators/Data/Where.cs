using System;
using TinyMl.Format;

namespace TinyMl.Operators.Data;

/// <summary>
/// Elements of one tensor where a condition holds, else of another, of any type. Inputs: condition (Bool), left, right; output:
/// y of the type of left and right, to whose shape all broadcast as NumPy does. No attributes.
/// </summary>
public sealed class Where : Operator
{
    private readonly TensorBuffer _condition;
    private readonly TensorBuffer _left;
    private readonly TensorBuffer _right;
    private readonly TensorBuffer _y;
    private readonly BroadcastOperand _ofCondition;
    private readonly BroadcastOperand _ofLeft;
    private readonly BroadcastOperand _ofRight;
    private readonly int _rowLength;
    private readonly int _size;

    private Where(ref OperatorReader reader)
    {
        TensorRecord condition = reader.Input(ElementType.Bool);
        TensorRecord left = reader.Input();
        TensorRecord right = reader.Input(left.Type);
        TensorRecord y = reader.Output(left.Type);
        _ofCondition = new BroadcastOperand(reader, condition.Shape, y.Shape);
        _ofLeft = new BroadcastOperand(reader, left.Shape, y.Shape);
        _ofRight = new BroadcastOperand(reader, right.Shape, y.Shape);
        _rowLength = y.Shape[y.Shape.Rank - 1];
        _size = y.Type.Size();
        _condition = condition.Buffer;
        _left = left.Buffer;
        _right = right.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.Where, 240, static (ref OperatorReader reader) => new Where(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<byte> condition = _condition.Read(memory), left = _left.Read(memory), right = _right.Read(memory);
        Span<byte> y = _y.Write(memory);
        int conditionStep = _ofCondition.Step, leftStep = _ofLeft.Step, rightStep = _ofRight.Step;
        int rows = y.Length / (_rowLength * _size);
        for (int row = 0, next = 0; row < rows; row++)
        {
            int c = _ofCondition.Start(row), l = _ofLeft.Start(row), r = _ofRight.Start(row);
            for (int i = 0; i < _rowLength; i++, next += _size)
            {
                ReadOnlySpan<byte> element = condition[c] != 0 ? left.Slice(l * _size, _size) : right.Slice(r * _size, _size);
                element.CopyTo(y.Slice(next));
                c += conditionStep;
                l += leftStep;
                r += rightStep;
            }
        }
    }
}
