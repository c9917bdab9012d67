using System;
using TinyMl.Format;

namespace TinyMl.Operators.Data;

/// <summary>
/// Single elements along an axis at indices that are known at run time, of any type (ONNX GatherElements): y[i, j, k] =
/// x[i, indices[i, j, k], k] for the axis 1. Inputs: x, indices (integers) of the rank of x, along the other axes at most as
/// long as x; output: y of the type of x and the shape of the indices. Attributes: the axis. Negative indices count from
/// the end; those beyond either end give the element there.
/// </summary>
public sealed class GatherElements : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly IndexTensor _indices;
    private readonly Dimensions _from;
    private readonly Dimensions _to;
    private readonly int _axis;
    private readonly int _elementBytes;

    private GatherElements(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input();
        TensorRecord indices = reader.Input();
        TensorRecord y = reader.Output(x.Type);
        _axis = reader.Attribute(0, PackedFormat.MaximumRank - 1);
        reader.Require(_axis < x.Shape.Rank && indices.Shape.Rank == x.Shape.Rank, "has an axis beyond a rank");
        for (int i = 0; i < x.Shape.Rank; i++) reader.Require(i == _axis || indices.Shape[i] <= x.Shape[i], "has more indices along an axis than its input is long");
        reader.Require(y.Shape.Matches(indices.Shape), "has an output of another shape than its indices");
        _indices = IndexTensor.Of(reader, indices);
        _from = x.Shape;
        _to = y.Shape;
        _elementBytes = x.Type.Size();
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.GatherElements, 120, static (ref OperatorReader reader) => new GatherElements(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<byte> x = _x.Read(memory);
        Span<byte> y = _y.Write(memory);
        IndexSpan indices = _indices.Read(memory);
        int count = _to.Count;
        for (int i = 0; i < count; i++)
        {
            int rest = i, from = 0, stride = 1;
            for (int axis = _to.Rank - 1; axis >= 0; axis--)
            {
                from += (axis == _axis ? indices.Within(i, _from[axis]) : rest % _to[axis]) * stride;
                rest /= _to[axis];
                stride *= _from[axis];
            }

            x.Slice(from * _elementBytes, _elementBytes).CopyTo(y.Slice(i * _elementBytes));
        }
    }
}
