using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Quantization;

/// <summary>
/// Average pooling over the whole image as a mean over height and width: the same numbers, but the 8-bit specification lets a mean
/// have a scale of its own, where pooling keeps that of its input. Averages are far smaller than the largest element, so that this
/// saves one to two bits in front of a classifier.
/// </summary>
internal static class GlobalPooling
{
    /// <summary>The graph with every global average pool as a mean.</summary>
    public static Graph AsMean(Graph graph) =>
        graph.With(graph.Nodes.Select(node => IsGlobal(node) ? node.With(new Mean([1, 2], KeepDimensions: true)) : node));

    private static bool IsGlobal(Node node) =>
        node.Operator is AveragePool2D { Window.IsPadded: false, Activation.IsNone: true } pool
        && pool.Height == node.Input.Shape[1]
        && pool.Width == node.Input.Shape[2];
}
