using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Prune;

/// <summary>
/// Removes the weights of convolutions, depthwise convolutions and fully connected layers that matter least by <see cref="MagnitudeScores"/>,
/// with one threshold over all layers. Biases stay. For float graphs, before they are quantized.
/// </summary>
internal static class MagnitudePruning
{
    /// <summary>
    /// Sets weights to 0 until round(<paramref name="sparsity"/> * weights) are, or until each output channel has one left. Weights that
    /// are 0 already count. Of equal scores, earlier layers and earlier weights go first.
    /// </summary>
    /// <param name="graph">The graph, simplified.</param>
    /// <param name="sparsity">The share of weights to remove, in [0, 1].</param>
    /// <exception cref="ArgumentException">The graph is quantized.</exception>
    public static PrunedGraph Run(Graph graph, double sparsity)
    {
        if (graph.IsQuantized) throw new ArgumentException("Weights are pruned before they are quantized.", nameof(graph));

        ImmutableArray<WeightedLayer> layers = PrunableLayers.Of(graph);
        double[][] scores = [.. layers.Select(layer => MagnitudeScores.Of(layer))];
        long wanted = (long)Math.Round(sparsity * scores.Sum(score => (long)score.Length), MidpointRounding.AwayFromZero);
        bool[][] removed = LeastScores.Choose(scores, wanted);
        var pruned = new Dictionary<Tensor, Tensor>();
        var left = ImmutableArray.CreateBuilder<LayerSparsity>(layers.Length);
        for (int i = 0; i < layers.Length; i++)
        {
            Tensor weights = PrunableLayers.Without(layers[i].Weights, removed[i]);
            if (weights != layers[i].Weights) pruned.Add(layers[i].Weights, weights);
            left.Add(PrunableLayers.Left(layers[i], weights));
        }

        return new PrunedGraph(graph.Substitute(pruned), left.MoveToImmutable());
    }
}
