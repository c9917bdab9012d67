using System.Collections.Immutable;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>ReduceMean: axes are an attribute before opset 18 and a constant input from there on; none means all.</summary>
internal static class ReduceMeanImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(1, node.Opset < 18 ? 1 : 2);
        Tensor x = node.Tensor(0);
        long[] named = (node.Opset < 18 ? node.Attributes.Ints("axes") : node.Integers(1, "axes")) ?? [];
        bool keepDimensions = (node.Attributes.Int("keepdims") ?? 1) != 0;
        bool noneIsNone = node.Opset >= 18 && node.Attributes.Int("noop_with_empty_axes") is { } noop && noop != 0;
        ImmutableArray<int> axes = named.Length == 0 && !noneIsNone
            ? Permutation.Identity(x.Shape.Rank)
            : node.Axes(named, x.Shape.Rank);
        if (axes.IsEmpty)
        {
            node.Output(node.Input(0));
        }
        else
        {
            node.Output(new Mean(axes, keepDimensions), x);
        }
    }
}
