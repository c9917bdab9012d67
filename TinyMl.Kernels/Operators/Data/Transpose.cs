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
    private readonly StridedBlocks _blocks;

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

        int block = x.Type.Size();
        for (; rank > 0 && permutation[rank - 1] == rank - 1; rank--) block *= x.Shape[rank - 1];
        Span<int> counts = stackalloc int[PackedFormat.MaximumRank];
        Span<int> strides = stackalloc int[PackedFormat.MaximumRank];
        for (int i = 0; i < rank; i++)
        {
            counts[i] = y.Shape[i];
            strides[i] = x.Shape.CountAfter(permutation[i]) * x.Type.Size();
        }

        _blocks = new StridedBlocks(new Dimensions(counts.Slice(0, rank)), new Dimensions(strides.Slice(0, rank)), 0, block);
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.Transpose, 104, static (ref OperatorReader reader) => new Transpose(ref reader));

    internal override void Invoke(in ModelMemory memory) => _blocks.CopyTo(_x.Read(memory), _y.Write(memory));
}
