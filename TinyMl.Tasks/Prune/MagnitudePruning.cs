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

        WeightedLayer[] layers = [.. Layers(graph)];
        double[][] scores = [.. layers.Select(layer => MagnitudeScores.Of(layer))];
        double[] ascending = [.. scores.SelectMany(score => score).Where(double.IsFinite).Order()];
        long wanted = (long)Math.Round(sparsity * scores.Sum(score => (long)score.Length), MidpointRounding.AwayFromZero);
        int count = (int)Math.Min(wanted, ascending.Length);
        if (count == 0) return new PrunedGraph(graph, [.. layers.Select(layer => Left(layer, layer.Weights))]);

        double threshold = ascending[count - 1];
        int ties = count - ascending.TakeWhile(score => score < threshold).Count();
        var pruned = new Dictionary<Tensor, Tensor>();
        var left = ImmutableArray.CreateBuilder<LayerSparsity>(layers.Length);
        for (int i = 0; i < layers.Length; i++)
        {
            Tensor weights = Prune(layers[i].Weights, scores[i], threshold, ref ties);
            pruned.Add(layers[i].Weights, weights);
            left.Add(Left(layers[i], weights));
        }

        return new PrunedGraph(graph.Substitute(pruned), left.MoveToImmutable());
    }

    // Layers that share their weights are pruned as one.
    private static IEnumerable<WeightedLayer> Layers(Graph graph) =>
        graph.Nodes
            .Select(WeightedLayer.Of)
            .OfType<WeightedLayer>()
            .Where(layer => layer.Weights.Type == ElementType.Float32)
            .DistinctBy(layer => layer.Weights);

    private static Tensor Prune(Tensor weights, double[] scores, double threshold, ref int ties)
    {
        float[] values = weights.Values<float>().ToArray();
        for (int i = 0; i < values.Length; i++)
        {
            if (scores[i] < threshold || (scores[i].Equals(threshold) && ties-- > 0)) values[i] = 0;
        }

        return Tensor.Constant(weights.Name, weights.Shape, values);
    }

    private static LayerSparsity Left(WeightedLayer layer, Tensor weights) =>
        new(layer.Node.Name, weights.Values<float>().Length, weights.Values<float>().Count(0f));
}
