using System.Collections.Immutable;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>The way of an operator on height and width from ONNX's layout, channels first, to the internal one and back. One spatial
/// dimension is the width of an image of height 1.</summary>
internal static class ChannelsLast
{
    /// <summary>The first input of a node, which must have one or two spatial dimensions, [N, C, W] or [N, C, H, W].</summary>
    public static Tensor Input(OnnxNode node)
    {
        Tensor x = node.Tensor(0);
        return x.Shape.Rank is 3 or 4
            ? x
            : throw node.Unsupported($"its input {x.Shape} has {int.Max(0, x.Shape.Rank - 2)} spatial dimensions; 1 and 2 are supported");
    }

    /// <summary>The shape as [N, C, H, W].</summary>
    public static Shape WithHeight(Shape x) => x.Rank == 4 ? x : new Shape(x[0], x[1], 1, x[2]);

    /// <summary>Numbers for height and width, of which one spatial dimension has only the latter.</summary>
    public static ImmutableArray<int> Spatial(Shape x, int height, int width) => x.Rank == 4 ? [0, 0, height, width] : [0, 0, width];

    /// <summary>Makes the operator the output of a node, between two transposes.</summary>
    /// <param name="node">The node.</param>
    /// <param name="operator">An operator on [N, H, W, C].</param>
    /// <param name="x">The input, channels first.</param>
    /// <param name="constants">The operator's further inputs.</param>
    public static void Output(OnnxNode node, Operator @operator, Tensor x, params Tensor[] constants)
    {
        if (x.Shape.Rank == 4)
        {
            Tensor channelsLast = node.Emit(new Transpose(Permutation.ToChannelsLast), x);
            node.Output(new Transpose(Permutation.ToChannelsFirst), node.Emit(@operator, [channelsLast, .. constants]));
            return;
        }

        ImmutableArray<int> swap = [0, 2, 1];
        Tensor row = node.Emit(new Transpose(swap), x);
        Tensor image = node.Emit(new Reshape(new Shape(row.Shape[0], 1, row.Shape[1], row.Shape[2])), row);
        Tensor y = node.Emit(@operator, [image, .. constants]);
        node.Output(new Transpose(swap), node.Emit(new Reshape(new Shape(y.Shape[0], y.Shape[2], y.Shape[3])), y));
    }
}
