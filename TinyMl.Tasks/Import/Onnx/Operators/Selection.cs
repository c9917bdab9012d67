using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Import.Moves;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>The common end of the operators that take elements of their first input at places that are known at import.</summary>
internal static class Selection
{
    /// <summary>Makes the selected elements of the first input an output of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="output">Which output.</param>
    /// <param name="places">The places along each axis, each within the axis; null for all.</param>
    public static void Output(OnnxNode node, int output, IReadOnlyList<int[]?> places)
    {
        if (node.Input(0).Constant is { } constant)
        {
            node.Output(output, new OnnxValue(Of(node, constant, places)));
        }
        else
        {
            Tensor x = node.Input(0).Activation!;
            RequireElements(node, places);
            node.Output(output, AxisSelection.Of(node.OpType, x.Shape, places), x);
        }
    }

    /// <summary>The selected elements of a constant.</summary>
    public static OnnxConstant Of(OnnxNode node, OnnxConstant constant, IReadOnlyList<int[]?> places)
    {
        int[] dimensions = [.. constant.Dimensions.Select((dimension, axis) => places[axis]?.Length ?? dimension)];
        node.ReserveList(dimensions.Select(dimension => (long)dimension));
        return constant.Select([.. dimensions], AxisSelection.Sources(constant.Dimensions, places));
    }

    /// <summary>Refuses a selection without elements, which no tensor of the graph can be.</summary>
    public static void RequireElements(OnnxNode node, IReadOnlyList<int[]?> places)
    {
        if (places.Any(along => along is { Length: 0 })) throw node.Unsupported("its output has no elements");
    }
}
