using System;
using TinyMl.Format;

namespace TinyMl.Operators.Data;

/// <summary>
/// Arithmetic on integers of one type that have no scale, broadcast as NumPy does. Inputs: left, right; output: y of their
/// type and of the common shape, which may lie where an input of as many elements lies. Attributes: the operation: 0 sum, 1
/// difference, 2 product, 3 quotient (its fraction cut off), 4 the greater, 5 the lesser, 6 remainder with the sign of left, 7
/// remainder with the sign of right. The low bits of a result stay; divided by 0, quotient and remainder are 0.
/// </summary>
public sealed class IntegerArithmetic : Operator
{
    private const int Sum = 0;
    private const int FlooredRemainder = 7;

    private readonly TensorBuffer _left;
    private readonly TensorBuffer _right;
    private readonly TensorBuffer _y;
    private readonly Broadcast _broadcast;
    private readonly ElementType _type;
    private readonly byte _operation;

    private IntegerArithmetic(ref OperatorReader reader)
    {
        TensorRecord left = reader.Input();
        TensorRecord right = reader.Input(left.Type);
        TensorRecord y = reader.Output(left.Type);
        reader.Require(IntegerElements.Are(left.Type) && left.Type != ElementType.Bool, "computes with a type that it does not know");
        _broadcast = Broadcast.Create(reader, left.Shape, right.Shape, y.Shape);
        _operation = (byte)reader.Attribute(Sum, FlooredRemainder);
        _type = left.Type;
        _left = left.Buffer;
        _right = right.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.IntegerArithmetic, 160, static (ref OperatorReader reader) => new IntegerArithmetic(ref reader));

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
                long result = Apply(IntegerElements.Read(left, _type, l), IntegerElements.Read(right, _type, r));
                IntegerElements.Write(y, _type, written++, result);
                l += _broadcast.LeftStep;
                r += _broadcast.RightStep;
            }
        }
    }

    private long Apply(long left, long right) => _operation switch
    {
        Sum => left + right,
        1 => left - right,
        2 => left * right,
        3 => right == 0 ? 0 : right == -1 ? -left : left / right,
        4 => Math.Max(left, right),
        5 => Math.Min(left, right),
        6 => Remainder(left, right),
        _ => Floored(Remainder(left, right), right),
    };

    // What .NET refuses: x / 0, and the least number / -1.
    private static long Remainder(long left, long right) => right is 0 or -1 ? 0 : left % right;

    private static long Floored(long remainder, long right) => remainder != 0 && (remainder < 0) != (right < 0) ? remainder + right : remainder;
}
