using System;
using TinyMl.Format;

namespace TinyMl.Operators.Data;

/// <summary>
/// Slices of a tensor at tuples of indices that are known at run time, elements of any type (ONNX GatherND, TensorFlow
/// gather_nd). Inputs: x [B..., A1, ..., AK, I...], indices [B..., J..., K] (integers); output: y [B..., J..., I...] of the
/// type of x, y[b, j] = x[b, indices[b, j, 0], ..., indices[b, j, K - 1]]. Attributes: the number of axes B that both share.
/// Negative indices count from the end; those beyond either end give the element there.
/// </summary>
public sealed class GatherND : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly IndexTensor _indices;
    private readonly Dimensions _axes;
    private readonly int _batches;
    private readonly int _places;
    private readonly int _block;

    private GatherND(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input();
        TensorRecord indices = reader.Input();
        TensorRecord y = reader.Output(x.Type);
        int shared = reader.Attribute(0, PackedFormat.MaximumRank - 1);
        int rank = indices.Shape.Rank;
        reader.Require(shared < rank && shared <= x.Shape.Rank, "has an axis beyond a rank");
        int indexed = indices.Shape[rank - 1];
        reader.Require(indexed <= x.Shape.Rank - shared, "has more indices for an element than its input has axes");
        for (int i = 0; i < shared; i++) reader.Require(x.Shape[i] == indices.Shape[i], "has inputs that differ along an axis that they share");

        Span<int> axes = stackalloc int[PackedFormat.MaximumRank];
        for (int i = 0; i < indexed; i++) axes[i] = x.Shape[shared + i];
        _axes = new Dimensions(axes.Slice(0, indexed));
        _indices = IndexTensor.Of(reader, indices);
        _batches = x.Shape.CountBefore(shared);
        _places = indices.Shape.Count / indexed / _batches;
        _block = x.Shape.CountAfter(shared + indexed - 1) * x.Type.Size();
        reader.Require(y.ByteLength == (long)_batches * _places * _block, "has an output of another size than its indices ask for");
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.GatherND, 96, static (ref OperatorReader reader) => new GatherND(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<byte> x = _x.Read(memory);
        Span<byte> y = _y.Write(memory);
        IndexSpan indices = _indices.Read(memory);
        for (int i = 0; i < _batches * _places; i++)
        {
            int place = i / _places;
            for (int axis = 0; axis < _axes.Rank; axis++) place = (place * _axes[axis]) + indices.Within((i * _axes.Rank) + axis, _axes[axis]);
            x.Slice(place * _block, _block).CopyTo(y.Slice(i * _block));
        }
    }
}
