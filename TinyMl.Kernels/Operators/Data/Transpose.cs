using System;
using TinyMl.Format;

namespace TinyMl.Operators.Data;

/// <summary>
/// Axes in another order, elements of any type: axis i of y is axis p[i] of x. Input: x; output: y of the same type.
/// Attributes: p, a permutation, one number for each axis. Trailing axes that stay in place move as one block.
/// </summary>
public sealed class Transpose : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly Dimensions _moved;
    private readonly Dimensions _strides;
    private readonly int _block;

    private Transpose(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input();
        TensorRecord y = reader.Output(x.Type);
        int rank = x.Shape.Rank;
        reader.Require(y.Shape.Rank == rank, "has an output of another rank than its input");
        Span<int> permutation = stackalloc int[PackedFormat.MaximumRank];
        int axes = 0;
        for (int i = 0; i < rank; i++)
        {
            permutation[i] = reader.Attribute(0, rank - 1);
            axes |= 1 << permutation[i];
            reader.Require(y.Shape[i] == x.Shape[permutation[i]], "has an output whose shape is not the permuted one");
        }

        reader.Require(axes == (1 << rank) - 1, "has a permutation that names an axis twice");

        _block = x.Type.Size();
        for (; rank > 0 && permutation[rank - 1] == rank - 1; rank--) _block *= x.Shape[rank - 1];
        Span<int> moved = stackalloc int[PackedFormat.MaximumRank];
        Span<int> strides = stackalloc int[PackedFormat.MaximumRank];
        for (int i = 0; i < rank; i++)
        {
            moved[i] = y.Shape[i];
            strides[i] = x.Shape.CountAfter(permutation[i]) * x.Type.Size();
        }

        _moved = new Dimensions(moved.Slice(0, rank));
        _strides = new Dimensions(strides.Slice(0, rank));
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.Transpose, 104, static (ref OperatorReader reader) => new Transpose(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<byte> x = _x.Read(memory);
        Span<byte> y = _y.Write(memory);
        int last = _moved.Rank - 1;
        int length = _moved[last], stride = _strides[last];
        int rows = _moved.CountBefore(last);
        int next = 0;
        for (int row = 0; row < rows; row++)
        {
            int position = row, from = 0;
            for (int axis = last - 1; axis >= 0; axis--)
            {
                from += position % _moved[axis] * _strides[axis];
                position /= _moved[axis];
            }

            next = CopyBlocks(x.Slice(from), stride, y, next, length);
        }
    }

    private int CopyBlocks(ReadOnlySpan<byte> x, int stride, Span<byte> y, int next, int count)
    {
        if (_block == 1)
        {
            for (int i = 0; i < count; i++) y[next++] = x[i * stride];
            return next;
        }

        for (int i = 0; i < count; i++)
        {
            x.Slice(i * stride, _block).CopyTo(y.Slice(next));
            next += _block;
        }

        return next;
    }
}
