using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Calibrate;

/// <summary>What forms of a graph differ from it by, at its <see cref="Logits"/>, sample by sample.</summary>
internal sealed class OutputNoise
{
    private readonly SampleSet _samples;
    // A quarter of the samples, but at least as many as the parts that run beside each other.
    private const int FewShare = 4;
    private const int FewLeast = 8;

    private readonly ImmutableArray<int> _chosen;
    private readonly ImmutableArray<Tensor> _logits;
    private readonly float[][] _references;

    /// <summary>Runs the float graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="samples">The data.</param>
    /// <param name="chosen">The samples to run.</param>
    /// <param name="cancellation">Stops the work between two samples.</param>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public OutputNoise(Graph graph, SampleSet samples, ImmutableArray<int> chosen, CancellationToken cancellation)
    {
        _samples = samples;
        _chosen = chosen;
        _logits = [.. Logits.Of(graph).Where(tensor => !tensor.IsConstant)];
        _references = new float[chosen.Length][];
        int length = (int)_logits.Sum(tensor => tensor.Shape.ElementCount);
        SampleRuns.Gather(new GraphRunner(graph), samples, chosen, () => 0, (_, runner, i) => Read(runner, _logits, _references[i] = new float[length]), cancellation);
        Signal = _references.Sum(values => values.Sum(value => (double)value * value));
    }

    /// <summary>The sum of the squares of the float graph's values.</summary>
    public double Signal { get; }

    /// <summary>The sums of the squared differences, one for each sample.</summary>
    /// <param name="graph">The other form.</param>
    /// <param name="activations">What each activation of the graph became in it.</param>
    /// <param name="cancellation">Stops the work between two samples.</param>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public double[] Of(Graph graph, IReadOnlyDictionary<Tensor, Tensor> activations, CancellationToken cancellation) =>
        Of(graph, activations, [.. Enumerable.Range(0, _chosen.Length)], cancellation);

    /// <summary>The same for a quarter of the samples, spread over all of them.</summary>
    public double[] OfFew(Graph graph, IReadOnlyDictionary<Tensor, Tensor> activations, CancellationToken cancellation)
    {
        int count = Math.Min(_chosen.Length, Math.Max(FewLeast, _chosen.Length / FewShare));
        return Of(graph, activations, [.. Enumerable.Range(0, count).Select(i => i * _chosen.Length / count)], cancellation);
    }

    private double[] Of(Graph graph, IReadOnlyDictionary<Tensor, Tensor> activations, ImmutableArray<int> positions, CancellationToken cancellation)
    {
        ImmutableArray<Tensor> logits = [.. _logits.Select(tensor => activations[tensor])];
        double[] noise = new double[positions.Length];
        int length = _references.Length == 0 ? 0 : _references[0].Length;
        SampleRuns.Gather(
            new GraphRunner(graph),
            _samples,
            [.. positions.Select(position => _chosen[position])],
            () => new float[length],
            (values, runner, i) =>
            {
                Read(runner, logits, values);
                float[] reference = _references[positions[i]];
                for (int j = 0; j < values.Length; j++) noise[i] += ((double)values[j] - reference[j]) * ((double)values[j] - reference[j]);
            },
            cancellation);
        return noise;
    }

    private static void Read(GraphRunner runner, ImmutableArray<Tensor> logits, Span<float> values)
    {
        foreach (Tensor tensor in logits) values = values[runner.Read(tensor, values).Length..];
    }
}
