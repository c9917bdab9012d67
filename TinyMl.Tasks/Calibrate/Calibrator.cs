using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Calibrate;

/// <summary>
/// Runs a float graph over calibration data and watches what values its activations take. A graph with states runs over the samples
/// twice: each one from initial states, as a model of whole sequences does, and then all of them as one sequence, as a streaming
/// model does, which would else never show what its states become.
/// </summary>
internal static class Calibrator
{
    /// <summary>The statistics of every real activation, the graph's inputs and states included.</summary>
    /// <exception cref="DiagnosticException"><c>TML1102</c>: a sample drives an activation beyond finite values.</exception>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static IReadOnlyDictionary<Tensor, ActivationStatistics> Run(Graph graph, SampleSet samples, CancellationToken cancellation)
    {
        var runner = new GraphRunner(graph);
        Tensor[] activations = [.. graph.Sources.Concat(graph.Nodes.SelectMany(node => node.Outputs)).Where(tensor => tensor.Type == ElementType.Float32)];
        int runs = graph.States.IsEmpty ? 1 : 2;
        var statistics = activations.ToDictionary(tensor => tensor, tensor => new ActivationStatistics(runs * samples.Count * tensor.Shape.ElementCount));
        float[] buffer = new float[activations.Max(tensor => tensor.Shape.ElementCount)];
        for (int run = 0; run < runs; run++)
        {
            for (int sample = 0; sample < samples.Count; sample++)
            {
                cancellation.ThrowIfCancellationRequested();
                runner.Run(samples, sample, isContinued: run > 0 && sample > 0);
                foreach (Tensor tensor in activations)
                {
                    if (statistics[tensor].Add(runner.Read(tensor, buffer))) continue;
                    throw ModelDiagnostics.NotFinite(samples.Path, sample, tensor.Name);
                }
            }
        }

        return statistics;
    }
}
