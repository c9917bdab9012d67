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
    public static IReadOnlyDictionary<Tensor, ActivationStatistics> Run(Graph graph, SampleSet samples, CancellationToken cancellation) =>
        Run(graph, samples, [.. Enumerable.Range(0, samples.Count)], cancellation);

    /// <summary>The same for some of the samples.</summary>
    /// <inheritdoc cref="Run(Graph, SampleSet, CancellationToken)"/>
    public static IReadOnlyDictionary<Tensor, ActivationStatistics> Run(Graph graph, SampleSet samples, IReadOnlyList<int> chosen, CancellationToken cancellation)
    {
        Tensor[] activations = [.. graph.Sources.Concat(graph.Nodes.SelectMany(node => node.Outputs)).Where(tensor => tensor.Type == ElementType.Float32)];
        int runs = graph.States.IsEmpty ? 1 : 2;
        Dictionary<Tensor, ActivationStatistics> statistics = Empty();
        long longest = activations.Max(tensor => tensor.Shape.ElementCount);
        var runner = new GraphRunner(graph);
        IReadOnlyList<Part> parts = SampleRuns.Gather(
            runner, chosen.Count, (own, i) => own.Run(samples, chosen[i]), () => new Part(Empty(), new float[longest]), (part, own, i) => part.Add(own, chosen[i]), cancellation);
        foreach (Part part in parts) Add(part);
        if (runs == 1) return statistics;

        var sequence = new Part(Empty(), new float[longest]);
        for (int i = 0; i < chosen.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            runner.Run(samples, chosen[i], isContinued: i > 0);
            sequence.Add(runner, chosen[i]);
        }

        Add(sequence);
        return statistics;

        Dictionary<Tensor, ActivationStatistics> Empty() => activations.ToDictionary(tensor => tensor, tensor => new ActivationStatistics(runs * chosen.Count * tensor.Shape.ElementCount));

        void Add(Part part)
        {
            if (part.Beyond is (int sample, Tensor tensor)) throw ModelDiagnostics.NotFinite(samples.Path, sample, tensor.Name);
            foreach ((Tensor activation, ActivationStatistics own) in part.Statistics) statistics[activation].Add(own);
        }
    }

    /// <summary>The statistics of some of the samples, up to one that drives an activation beyond finite values.</summary>
    private sealed class Part(Dictionary<Tensor, ActivationStatistics> statistics, float[] buffer)
    {
        public Dictionary<Tensor, ActivationStatistics> Statistics => statistics;

        public (int Sample, Tensor Tensor)? Beyond { get; private set; }

        public void Add(GraphRunner runner, int sample)
        {
            if (Beyond is not null) return;
            foreach ((Tensor tensor, ActivationStatistics own) in statistics)
            {
                if (own.Add(runner.Read(tensor, buffer))) continue;
                Beyond = (sample, tensor);
                return;
            }
        }
    }
}
