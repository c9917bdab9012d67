using System;
using TinyMl.Format;

namespace TinyMl.Operators.Data;

/// <summary>
/// Elements at even distances along each axis, of any type: y[i0, i1, ...] = x[start0 + i0 * step0, start1 + i1 * step1,
/// ...]. Input: x; output: y of the same type and rank. Attributes: start and step of each axis; a negative step counts
/// backwards, a step of 0 repeats one element.
/// </summary>
public sealed class Slice : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly StridedBlocks _blocks;

    private Slice(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input();
        TensorRecord y = reader.Output(x.Type);
        int rank = x.Shape.Rank;
        reader.Require(y.Shape.Rank == rank, "has an output of another rank than its input");
        Span<int> counts = stackalloc int[PackedFormat.MaximumRank];
        Span<int> strides = stackalloc int[PackedFormat.MaximumRank];
        int start = 0;
        for (int i = 0; i < rank; i++)
        {
            int first = reader.Attribute(0, x.Shape[i] - 1);
            int step = reader.Attribute(-x.Shape[i], x.Shape[i]);
            long last = first + ((long)step * (y.Shape[i] - 1));
            reader.Require(last >= 0 && last < x.Shape[i], "reads beyond its input");
            int stride = x.Shape.CountAfter(i) * x.Type.Size();
            counts[i] = y.Shape[i];
            strides[i] = counts[i] == 1 ? stride : step * stride;
            start += first * stride;
        }

        // Trailing axes that are taken whole, and the run of neighbors before them, move as one block.
        int block = x.Type.Size();
        for (bool isWhole = true; rank > 0 && isWhole && strides[rank - 1] == block; rank--)
        {
            block *= counts[rank - 1];
            isWhole = counts[rank - 1] == x.Shape[rank - 1];
        }

        _blocks = new StridedBlocks(new Dimensions(counts.Slice(0, rank)), new Dimensions(strides.Slice(0, rank)), start, block);
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.Slice, 104, static (ref OperatorReader reader) => new Slice(ref reader));

    internal override void Invoke(in ModelMemory memory) => _blocks.CopyTo(_x.Read(memory), _y.Write(memory));
}
