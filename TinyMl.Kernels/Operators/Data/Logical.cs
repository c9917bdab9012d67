using System;
using TinyMl.Format;

namespace TinyMl.Operators.Data;

/// <summary>
/// A logical operation on the elements of two tensors, broadcast as NumPy does. Inputs: left, right; output: y of the common
/// shape, which may lie where an input of as many elements lies; all Bool. Attributes: the operation: 0 and, 1 or, 2 exclusive
/// or.
/// </summary>
public sealed class Logical : Operator
{
    private const int And = 0;
    private const int ExclusiveOr = 2;

    private readonly TensorBuffer _left;
    private readonly TensorBuffer _right;
    private readonly TensorBuffer _y;
    private readonly Broadcast _broadcast;
    private readonly byte _operation;

    private Logical(ref OperatorReader reader)
    {
        TensorRecord left = reader.Input(ElementType.Bool);
        TensorRecord right = reader.Input(ElementType.Bool);
        TensorRecord y = reader.Output(ElementType.Bool);
        _broadcast = Broadcast.Create(reader, left.Shape, right.Shape, y.Shape);
        _operation = (byte)reader.Attribute(And, ExclusiveOr);
        _left = left.Buffer;
        _right = right.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.Logical, 160, static (ref OperatorReader reader) => new Logical(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<byte> left = _left.Read(memory), right = _right.Read(memory);
        Span<byte> y = _y.Write(memory);
        int written = 0;
        for (int row = 0; row < _broadcast.Rows; row++)
        {
            int l = _broadcast.LeftStart(row), r = _broadcast.RightStart(row);
            for (int i = 0; i < _broadcast.RowLength; i++)
            {
                y[written++] = (byte)(Holds(left[l] != 0, right[r] != 0) ? 1 : 0);
                l += _broadcast.LeftStep;
                r += _broadcast.RightStep;
            }
        }
    }

    private bool Holds(bool left, bool right) => _operation == And ? left & right : _operation == ExclusiveOr ? left ^ right : left | right;
}
