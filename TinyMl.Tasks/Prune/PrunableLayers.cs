using System;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Prune;

/// <summary>The layers of a float graph whose weights can be removed.</summary>
internal static class PrunableLayers
{
    /// <summary>Every layer of real weights, in the order of the nodes. Of layers that share their weights only the first: they are pruned as one.</summary>
    public static ImmutableArray<WeightedLayer> Of(Graph graph) =>
    [
        .. graph.Nodes
            .Select(WeightedLayer.Of)
            .OfType<WeightedLayer>()
            .Where(layer => layer.Weights.Type == ElementType.Float32)
            .DistinctBy(layer => layer.Weights),
    ];

    /// <summary>Weights with some of them set to 0; the same where none is.</summary>
    public static Tensor Without(Tensor weights, bool[] removed)
    {
        if (!removed.AsSpan().Contains(true)) return weights;
        float[] values = weights.Values<float>().ToArray();
        for (int i = 0; i < values.Length; i++)
        {
            if (removed[i]) values[i] = 0;
        }

        return Tensor.Constant(weights.Name, weights.Shape, values);
    }

    /// <summary>What is left of a layer with other weights.</summary>
    public static LayerSparsity Left(in WeightedLayer layer, Tensor weights) =>
        new(layer.Node.Name, weights.Values<float>().Length, weights.Values<float>().Count(0f));
}
