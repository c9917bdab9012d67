using System;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify;

/// <summary>
/// Computes at build time what depends on constants only. Moves are done here; float arithmetic is run by the kernels
/// themselves, so that the result is what the device would have computed.
/// </summary>
internal sealed class FoldConstants : Pass
{
    /// <summary>Results may be this large in any case. Larger ones only where they replace as many bytes: flash would pay for what small constants describe.</summary>
    private const int SmallBytes = 4096;

    public override string Name => "Fold constants";

    protected override bool TryRewrite(Node node, GraphRewriter rewriter)
    {
        if (rewriter.IsOutput(node.Output) || !node.Inputs.All(input => input.IsConstant) || !IsWorthIt(node, rewriter)) return false;
        if (Fold(node) is not { } bytes) return false;
        Tensor output = node.Output;
        return rewriter.TryBypass(node, new Tensor(output.Name, output.Type, output.Shape, output.Quantization, bytes));
    }

    private static bool IsWorthIt(Node node, GraphRewriter rewriter)
    {
        long replaced = node.Inputs.Distinct().Where(rewriter.HasOneConsumer).Sum(input => (long)input.ByteLength);
        return node.Output.Shape.ElementCount * node.Output.Type.Size() <= Math.Max(SmallBytes, replaced);
    }

    private static byte[]? Fold(Node node) => node.Operator switch
    {
        Reshape => node.Input.Data.ToArray(),
        Transpose transpose => Transposed(node, transpose),
        _ when node.Outputs.Length == 1 && node.Inputs.Append(node.Output).All(tensor => tensor.Type == ElementType.Float32) => KernelEvaluation.Run(node),
        _ => null,
    };

    private static byte[] Transposed(Node node, Transpose transpose)
    {
        Shape from = node.Input.Shape, to = node.Output.Shape;
        int size = node.Input.Type.Size();
        ReadOnlySpan<byte> source = node.Input.Data;
        byte[] result = new byte[source.Length];
        int[] strides = Strides(from), steps = [.. transpose.Permutation.Select(axis => strides[axis])];
        int[] index = new int[to.Rank];
        for (int position = 0, element = 0; position < result.Length; position += size)
        {
            source.Slice(element * size, size).CopyTo(result.AsSpan(position));
            for (int axis = to.Rank - 1; axis >= 0; axis--)
            {
                element += steps[axis];
                if (++index[axis] < to[axis]) break;
                element -= steps[axis] * to[axis];
                index[axis] = 0;
            }
        }

        return result;
    }

    private static int[] Strides(Shape shape)
    {
        int[] strides = new int[shape.Rank];
        for (int axis = shape.Rank - 1, stride = 1; axis >= 0; stride *= shape[axis], axis--) strides[axis] = stride;
        return strides;
    }
}
