using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>The way of an operator on height and width from ONNX's layout, channels first, to the internal one and
/// back.</summary>
internal static class ChannelsLast
{
    /// <summary>The first input of a node, which must have two spatial dimensions, [N, C, H, W].</summary>
    public static Tensor Input(OnnxNode node)
    {
        Tensor x = node.Tensor(0);
        return x.Shape.Rank == 4 ? x : throw node.Unsupported($"its input {x.Shape} does not have 2 spatial dimensions");
    }

    /// <summary>Makes the operator the output of a node, between two transposes.</summary>
    /// <param name="node">The node.</param>
    /// <param name="operator">An operator on [N, H, W, C].</param>
    /// <param name="x">The input [N, C, H, W].</param>
    /// <param name="constants">The operator's further inputs.</param>
    public static void Output(OnnxNode node, Operator @operator, Tensor x, params Tensor[] constants)
    {
        Tensor channelsLast = node.Emit(new Transpose(Permutation.ToChannelsLast), x);
        Tensor y = node.Emit(@operator, [channelsLast, .. constants]);
        node.Output(new Transpose(Permutation.ToChannelsFirst), y);
    }
}
