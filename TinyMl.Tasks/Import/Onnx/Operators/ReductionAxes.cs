using System.Collections.Immutable;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Over what a reduction goes; empty where it does nothing.</summary>
/// <param name="Axes">The axes, ascending.</param>
/// <param name="KeepDimensions">Whether they stay with a dimension of 1.</param>
internal readonly record struct ReductionAxes(ImmutableArray<int> Axes, bool KeepDimensions)
{
    /// <summary>Reads inputs and attributes of a node whose axes are an input from an opset on.</summary>
    public static ReductionAxes Read(OnnxNode node, int inputOpset)
    {
        bool isInput = node.Opset >= inputOpset;
        node.Expect(1, isInput ? 2 : 1);
        int rank = node.Input(0).Dimensions.Length;
        long[] named = (isInput ? node.Integers(1, "axes") : node.Attributes.Ints("axes")) ?? [];
        bool keepDimensions = (node.Attributes.Int("keepdims") ?? 1) != 0;
        bool noneIsNone = isInput && node.Attributes.Int("noop_with_empty_axes") is { } noop && noop != 0;
        return new ReductionAxes(named.Length == 0 && !noneIsNone ? Permutation.Identity(rank) : node.Axes(named, rank), keepDimensions);
    }
}
