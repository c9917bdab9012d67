using System;
using System.IO;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Recipes;

namespace TinyMl.Tasks.Prune;

/// <summary>Removes weights or channels as the <c>Pruning</c> metadata asks for.</summary>
internal static class Pruner
{
    /// <summary>Prunes a simplified graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="path">The model's file, for diagnostics.</param>
    /// <param name="mode">How.</param>
    /// <param name="sparsity">The share of weights, or of channels, to remove, in [0, 1].</param>
    /// <param name="calibration">Representative inputs, or null.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <param name="progress">Told how far the work is.</param>
    /// <exception cref="DiagnosticException">
    /// <c>TML1101</c>: calibration data is needed. <c>TML1103</c>: the graph is quantized.
    /// </exception>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static Graph Run(Graph graph, string path, PruningMode mode, double sparsity, SampleSet? calibration, CancellationToken cancellation, CompileProgress? progress = null) => mode switch
    {
        PruningMode.None => graph,
        _ when graph.IsQuantized => throw ModelDiagnostics.BadMetadata("Pruning", $"{mode}", $"'{Path.GetFileName(path)}' is quantized already, and weights are pruned before that; use None"),
        PruningMode.Magnitude => MagnitudePruning.Run(graph, sparsity).Graph,
        PruningMode.Obs => ObsPruning.Run(graph, sparsity, calibration ?? throw ModelDiagnostics.PruningDataNeeded(path, mode), cancellation, progress).Graph,
        PruningMode.Channel => ChannelPruning.Run(graph, sparsity, calibration ?? throw ModelDiagnostics.PruningDataNeeded(path, mode), cancellation, progress).Graph,
        _ => throw new ArgumentOutOfRangeException(nameof(mode)),
    };

    /// <summary>What <see cref="PruningMode.Obs"/> says of layers whose weights are removed while they are quantized: the share that each loses, but for those that have one.</summary>
    /// <param name="graph">The float graph, simplified.</param>
    /// <param name="path">The model's file, for diagnostics.</param>
    /// <param name="sparsity">The share of weights to remove, in [0, 1].</param>
    /// <param name="calibration">Representative inputs, or null.</param>
    /// <param name="wanted">What is decided already.</param>
    /// <param name="progress">Told how far the work is.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="DiagnosticException"><c>TML1101</c>: calibration data is needed.</exception>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static Recipe Allocate(Graph graph, string path, double sparsity, SampleSet? calibration, Recipe wanted, CompileProgress progress, CancellationToken cancellation)
    {
        SampleSet samples = calibration ?? throw ModelDiagnostics.PruningDataNeeded(path, PruningMode.Obs);
        ImmutableArray<WeightedLayer> open = [.. PrunableLayers.Of(graph).Where(layer => wanted.Layer(layer.Node.Name).Sparsity is null)];
        return open.Zip(ObsPruning.Shares(graph, open, sparsity, samples, progress, cancellation)).Aggregate(
            wanted, (recipe, pair) => recipe.With(recipe.Layer(pair.First.Node.Name) with { Sparsity = pair.Second }));
    }
}
