using System;
using TinyMl.Format;

namespace TinyMl.Operators.Data;

/// <summary>
/// Elements at listed places along some axes, of any type: along axis i, y[k] = x[indices_i[k]]. Inputs: x, the indices of
/// all those axes one behind the other (a constant of rank 1); output: y of the same type and rank, along the other axes as
/// long as x. Attributes: the axes as bits.
/// </summary>
public sealed class Select : Operator
{
    private const int Whole = -1;

    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly IndexTensor _indices;
    private readonly Dimensions _counts;
    private readonly Dimensions _strides;
    private readonly Dimensions _starts;
    private readonly int _block;

    private Select(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input();
        TensorRecord indices = reader.Input();
        TensorRecord y = reader.Output(x.Type);
        int rank = x.Shape.Rank;
        int axes = reader.Attribute(0, (1 << rank) - 1);
        reader.Require(indices.IsConstant && indices.Shape.Rank == 1, "has indices that are not a list of constants");
        reader.Require(y.Shape.Rank == rank, "has an output of another rank than its input");
        _indices = IndexTensor.Of(reader, indices);
        IndexSpan listed = _indices.Read(new ModelMemory(reader.Constants, default));

        Span<int> counts = stackalloc int[PackedFormat.MaximumRank];
        Span<int> strides = stackalloc int[PackedFormat.MaximumRank];
        Span<int> starts = stackalloc int[PackedFormat.MaximumRank];
        int next = 0, walked = 0;
        for (int i = 0; i < rank; i++)
        {
            counts[i] = y.Shape[i];
            strides[i] = x.Shape.CountAfter(i) * x.Type.Size();
            starts[i] = Whole;
            if ((axes >> i & 1) == 0)
            {
                reader.Require(counts[i] == x.Shape[i], "has an output of another length than its input along an axis without indices");
                continue;
            }

            reader.Require(counts[i] <= listed.Length - next, "has fewer indices than its output needs");
            starts[i] = next;
            for (int end = next + counts[i]; next < end; next++) reader.Require(listed[next] >= 0 && listed[next] < x.Shape[i], "has an index beyond its input");
            walked = i + 1;
        }

        reader.Require(next == listed.Length, "has more indices than its output needs");
        _counts = new Dimensions(counts.Slice(0, walked));
        _strides = new Dimensions(strides.Slice(0, walked));
        _starts = new Dimensions(starts.Slice(0, walked));
        _block = y.ByteLength / _counts.Count;
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.Select, 144, static (ref OperatorReader reader) => new Select(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<byte> x = _x.Read(memory);
        Span<byte> y = _y.Write(memory);
        IndexSpan indices = _indices.Read(memory);
        int last = _counts.Rank - 1;
        int length = _counts[last], stride = _strides[last], start = _starts[last];
        int rows = _counts.CountBefore(last);
        int next = 0;
        for (int row = 0; row < rows; row++)
        {
            int position = row, from = 0;
            for (int axis = last - 1; axis >= 0; axis--)
            {
                int at = position % _counts[axis];
                from += (_starts[axis] == Whole ? at : (int)indices[_starts[axis] + at]) * _strides[axis];
                position /= _counts[axis];
            }

            for (int i = 0; i < length; i++, next += _block)
            {
                x.Slice(from + ((int)indices[start + i] * stride), _block).CopyTo(y.Slice(next));
            }
        }
    }
}
