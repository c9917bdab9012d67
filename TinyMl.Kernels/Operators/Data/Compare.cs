using System;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Data;

/// <summary>
/// Whether a relation holds between the elements of two tensors, broadcast as NumPy does. Inputs: left, right, both Float32,
/// or both of one integer type or Bool; output: y of the common shape, Bool. Attributes: the relation: 0 left equals right, 1
/// left is greater, 2 left is greater or equal. Nothing holds of not-a-number.
/// </summary>
public sealed class Compare : Operator
{
    private const int Equality = 0;
    private const int OrEqual = 2;

    private readonly TensorBuffer _left;
    private readonly TensorBuffer _right;
    private readonly TensorBuffer _y;
    private readonly Broadcast _broadcast;
    private readonly ElementType _type;
    private readonly byte _relation;

    private Compare(ref OperatorReader reader)
    {
        TensorRecord left = reader.Input();
        TensorRecord right = reader.Input(left.Type);
        TensorRecord y = reader.Output(ElementType.Bool);
        reader.Require(left.Type == ElementType.Float32 || IntegerElements.Are(left.Type), "compares a type that it does not know");
        _broadcast = Broadcast.Create(reader, left.Shape, right.Shape, y.Shape);
        _relation = (byte)reader.Attribute(Equality, OrEqual);
        _type = left.Type;
        _left = left.Buffer;
        _right = right.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.Compare, 160, static (ref OperatorReader reader) => new Compare(ref reader));

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
                y[written++] = (byte)(Holds(left, l, right, r) ? 1 : 0);
                l += _broadcast.LeftStep;
                r += _broadcast.RightStep;
            }
        }
    }

    private bool Holds(ReadOnlySpan<byte> left, int l, ReadOnlySpan<byte> right, int r)
    {
        if (_type == ElementType.Float32)
        {
            float a = new RealSpan<Float32Format>(left)[l], b = new RealSpan<Float32Format>(right)[r];
            return _relation == Equality ? a == b : _relation == OrEqual ? a >= b : a > b;
        }

        long x = IntegerElements.Read(left, _type, l), y = IntegerElements.Read(right, _type, r);
        return _relation == Equality ? x == y : _relation == OrEqual ? x >= y : x > y;
    }
}
