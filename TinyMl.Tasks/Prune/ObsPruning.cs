using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Reconstruct;

namespace TinyMl.Tasks.Prune;

/// <summary>
/// Removes the weights of least effect on the calibration data and lets those that are left make up for it (Optimal Brain Surgeon),
/// chosen over all layers. What an error at a layer's output is worth is measured at the network's: the layer is pruned alone, and the noise of
/// the logits compared with the layer's error. As both grow alike, one threshold on error times worth is the allocation of least noise: the
/// multiplier of Lagrange of the knapsack in SPDY (Frantar and Alistarh, ICML 2022), weight by weight.
/// </summary>
internal static class ObsPruning
{
    /// <summary>
    /// Sets weights to 0 until round(<paramref name="sparsity"/> * weights) are, or until each filter has one left. Weights that are 0 already
    /// count, and stay 0. Biases change.
    /// </summary>
    /// <param name="graph">The float graph, simplified.</param>
    /// <param name="sparsity">The share of weights to remove, in [0, 1].</param>
    /// <param name="samples">The calibration data.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <param name="progress">Told how far the work is.</param>
    /// <exception cref="ArgumentException">The graph is quantized.</exception>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static PrunedGraph Run(Graph graph, double sparsity, SampleSet samples, CancellationToken cancellation, CompileProgress? progress = null)
    {
        progress ??= CompileProgress.None;
        if (graph.IsQuantized) throw new ArgumentException("Weights are pruned before they are quantized.", nameof(graph));

        ImmutableArray<WeightedLayer> layers = PrunableLayers.Of(graph);
        long[] counts = Allocate(graph, layers, sparsity, samples, progress, cancellation);
        if (Array.TrueForAll(counts, count => count == 0)) return new PrunedGraph(graph, [.. layers.Select(layer => PrunableLayers.Left(layer, layer.Weights))]);
        return LayerwisePruning.Run(graph, layers, (i, moments) => LeastScores.Choose([ObsScores.Of(layers[i], moments, cancellation)], counts[i])[0], samples, progress, cancellation);
    }

    /// <summary>The share of its weights that each layer is to lose, so that round(<paramref name="sparsity"/> * weights) go, for <see cref="Solve"/> to remove.</summary>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static ImmutableArray<double> Shares(Graph graph, ImmutableArray<WeightedLayer> layers, double sparsity, SampleSet samples, CompileProgress progress, CancellationToken cancellation) =>
        [.. Allocate(graph, layers, sparsity, samples, progress, cancellation).Zip(layers, (count, layer) => (double)count / layer.Weights.Shape.ElementCount)];

    /// <summary>The longest part of a layer's filters to look at together where the layer loses a share of its weights.</summary>
    public static int LongestPart(in WeightedLayer layer, double share) => share > 0 ? Math.Min(ObsScores.LongestPart(layer), SecondMoments.UsualLongestPart) : SecondMoments.UsualLongestPart;

    /// <summary>A layer that has lost a share of its weights; the rest, as real values, makes up for them and for what the layers before have lost.</summary>
    /// <param name="layer">The layer of the float network.</param>
    /// <param name="share">The share, in [0, 1].</param>
    /// <param name="moments">The moments of its inputs.</param>
    /// <param name="cancellation">Stops the work between two filters.</param>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static WeightedLayer Solve(in WeightedLayer layer, double share, SecondMoments moments, CancellationToken cancellation)
    {
        Tensor weights = layer.Weights;
        long count = (long)Math.Round(share * weights.Shape.ElementCount, MidpointRounding.AwayFromZero);
        if (count > 0) weights = PrunableLayers.Without(weights, LeastScores.Choose([ObsScores.Of(layer, moments, cancellation)], count)[0]);
        float[] solved = WeightReconstruction.Solve(layer, weights, moments, cancellation);
        return layer.With(Tensor.Constant(weights.Name, weights.Shape, solved));
    }

    /// <summary>How many weights each layer is to lose.</summary>
    private static long[] Allocate(Graph graph, ImmutableArray<WeightedLayer> layers, double sparsity, SampleSet samples, CompileProgress progress, CancellationToken cancellation)
    {
        if (sparsity == 0 || layers.IsEmpty) return new long[layers.Length];
        SecondMoments[] moments = LayerwisePruning.Moments(graph, layers, samples, progress, cancellation);
        var worths = new LayerWorth(graph, layers.Length, samples, cancellation);
        double[][] scores = new double[layers.Length][];
        for (int i = 0; i < layers.Length; i++)
        {
            progress.Report("weighing", i + 1, layers.Length, "layers");
            double[] errors = ObsScores.Of(layers[i], moments[i], cancellation);
            bool[] removed = LeastScores.Choose([errors], (long)(sparsity * errors.Length))[0];
            double worth = worths.Of(layers[i], removed, errors.Where((_, weight) => removed[weight]).Sum(), moments[i]);
            scores[i] = Array.ConvertAll(errors, value => worth * value);
        }

        long wanted = (long)Math.Round(sparsity * scores.Sum(layer => (long)layer.Length), MidpointRounding.AwayFromZero);
        return Array.ConvertAll(LeastScores.Choose(scores, wanted), layer => layer.LongCount(isRemoved => isRemoved));
    }
}
