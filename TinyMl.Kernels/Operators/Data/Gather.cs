using System;
using TinyMl.Format;

namespace TinyMl.Operators.Data;

/// <summary>
/// Slices of a tensor at indices that are known at run time, elements of any type. Inputs: x [B..., O..., A, I...], indices
/// [B..., J...] (integers); output: y [B..., O..., J..., I...] of the type of x, y[b, o, j, i] = x[b, o, indices[b, j], i].
/// Attributes: the axis A, the number of axes B that both share (at most the axis). Negative indices count from the end;
/// those beyond either end give the element there.
/// </summary>
public sealed class Gather : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly IndexTensor _indices;
    private readonly int _batches;
    private readonly int _outer;
    private readonly int _length;
    private readonly int _places;
    private readonly int _block;

    private Gather(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input();
        TensorRecord indices = reader.Input();
        TensorRecord y = reader.Output(x.Type);
        int axis = reader.Attribute(0, PackedFormat.MaximumRank - 1);
        int shared = reader.Attribute(0, axis);
        reader.Require(axis < x.Shape.Rank && shared <= indices.Shape.Rank, "has an axis beyond a rank");
        for (int i = 0; i < shared; i++) reader.Require(x.Shape[i] == indices.Shape[i], "has inputs that differ along an axis that they share");

        _indices = IndexTensor.Of(reader, indices);
        _batches = x.Shape.CountBefore(shared);
        _outer = x.Shape.CountBefore(axis) / _batches;
        _length = x.Shape[axis];
        _places = indices.Shape.Count / _batches;
        _block = x.Shape.CountAfter(axis) * x.Type.Size();
        reader.Require(y.ByteLength == (long)_batches * _outer * _places * _block, "has an output of another size than its indices ask for");
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.Gather, 80, static (ref OperatorReader reader) => new Gather(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<byte> x = _x.Read(memory);
        Span<byte> y = _y.Write(memory);
        IndexSpan indices = _indices.Read(memory);
        int next = 0;
        for (int outer = 0; outer < _batches * _outer; outer++)
        {
            int first = outer / _outer * _places;
            for (int i = 0; i < _places; i++, next += _block)
            {
                int place = (outer * _length) + indices.Within(first + i, _length);
                x.Slice(place * _block, _block).CopyTo(y.Slice(next));
            }
        }
    }
}
