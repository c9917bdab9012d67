using System;
using System.IO;
using System.Threading;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Options;

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
    /// <exception cref="DiagnosticException">
    /// <c>TML1101</c>: calibration data is needed. <c>TML1103</c>: the graph is quantized.
    /// </exception>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static Graph Run(Graph graph, string path, PruningMode mode, double sparsity, SampleSet? calibration, CancellationToken cancellation) => mode switch
    {
        PruningMode.None => graph,
        _ when graph.IsQuantized => throw ModelDiagnostics.BadMetadata("Pruning", $"{mode}", $"'{Path.GetFileName(path)}' is quantized already, and weights are pruned before that; use None"),
        PruningMode.Magnitude => MagnitudePruning.Run(graph, sparsity).Graph,
        PruningMode.Obs => ObsPruning.Run(graph, sparsity, calibration ?? throw ModelDiagnostics.PruningDataNeeded(path, mode), cancellation).Graph,
        PruningMode.Channel => ChannelPruning.Run(graph, sparsity, calibration ?? throw ModelDiagnostics.PruningDataNeeded(path, mode), cancellation).Graph,
        _ => throw new ArgumentOutOfRangeException(nameof(mode)),
    };
}
