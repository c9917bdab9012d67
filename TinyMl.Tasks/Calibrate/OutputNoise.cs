using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Calibrate;

/// <summary>
/// What forms of a graph differ from it by, at its <see cref="Logits"/>, sample by sample. Forms that differ little from the one that is followed are run from where
/// they first differ. Not for several threads at once.
/// </summary>
internal sealed class OutputNoise
{
    // A quarter of the samples, but at least as many as the parts that run beside each other.
    private const int FewShare = 4;
    private const int FewLeast = 8;

    private readonly ImmutableArray<int> _few;
    private readonly ImmutableArray<int> _others;
    private readonly ImmutableArray<Tensor> _logits;
    private readonly float[][] _references;
    private Checkpoint _followed;

    /// <summary>Runs the float graph, which is followed at first.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="samples">The data.</param>
    /// <param name="chosen">The samples to run.</param>
    /// <param name="cancellation">Stops the work between two samples.</param>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public OutputNoise(Graph graph, SampleSet samples, ImmutableArray<int> chosen, CancellationToken cancellation)
    {
        int few = Math.Min(chosen.Length, Math.Max(FewLeast, chosen.Length / FewShare));
        _few = [.. Enumerable.Range(0, few).Select(i => i * chosen.Length / few)];
        _others = [.. Enumerable.Range(0, chosen.Length).Except(_few)];
        _logits = [.. Logits.Of(graph).Where(tensor => !tensor.IsConstant)];
        _references = new float[chosen.Length][];
        _followed = Checkpoint.AtStart(WithLogits(graph, _logits), samples, chosen);
        int length = (int)_logits.Sum(tensor => tensor.Shape.ElementCount);
        int[] all = [.. Enumerable.Range(0, chosen.Length)];
        _followed.Gather(_logits, all, () => 0, (_, runner, i) => Read(runner, _logits, _references[i] = new float[length]), cancellation);
        Signal = _references.Sum(values => values.Sum(value => (double)value * value));
    }

    /// <summary>The sum of the squares of the float graph's values.</summary>
    public double Signal { get; }

    /// <summary>Follows a form from now on.</summary>
    /// <param name="graph">The form.</param>
    /// <param name="activations">What each activation of the graph became in it.</param>
    public void Follow(Graph graph, IReadOnlyDictionary<Tensor, Tensor> activations) => _followed = _followed.In(WithLogits(graph, LogitsOf(activations)));

    /// <summary>The samples before a node of the form that is followed.</summary>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public Checkpoint Before(Node node, CancellationToken cancellation) => _followed = _followed.Before(node, cancellation);

    /// <summary>The sums of the squared differences, one for each sample.</summary>
    /// <param name="graph">The other form.</param>
    /// <param name="activations">What each activation of the graph became in it.</param>
    /// <param name="cancellation">Stops the work between two samples.</param>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public double[] Of(Graph graph, IReadOnlyDictionary<Tensor, Tensor> activations, CancellationToken cancellation) => Of(graph, activations, [.. _few, .. _others], cancellation);

    /// <summary>The same for a quarter of the samples, spread over all of them.</summary>
    public double[] OfFew(Graph graph, IReadOnlyDictionary<Tensor, Tensor> activations, CancellationToken cancellation) => Of(graph, activations, _few, cancellation);

    /// <summary>The same for the samples that are not among the few; of all, these come behind the few.</summary>
    public double[] OfOthers(Graph graph, IReadOnlyDictionary<Tensor, Tensor> activations, CancellationToken cancellation) => Of(graph, activations, _others, cancellation);

    private double[] Of(Graph graph, IReadOnlyDictionary<Tensor, Tensor> activations, ImmutableArray<int> positions, CancellationToken cancellation)
    {
        ImmutableArray<Tensor> logits = LogitsOf(activations);
        graph = WithLogits(graph, logits);
        _followed = _followed.Towards(graph, cancellation);
        double[] noise = new double[positions.Length];
        int length = _references.Length == 0 ? 0 : _references[0].Length;
        _followed.In(graph).Gather(
            logits,
            positions,
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

    // Logits stay readable behind the node that reads them.
    private static Graph WithLogits(Graph graph, ImmutableArray<Tensor> logits) => graph.With(outputs: graph.Outputs.Union(logits));

    private static void Read(GraphRunner runner, ImmutableArray<Tensor> logits, Span<float> values)
    {
        foreach (Tensor tensor in logits) values = values[runner.Read(tensor, values).Length..];
    }

    private ImmutableArray<Tensor> LogitsOf(IReadOnlyDictionary<Tensor, Tensor> activations) => [.. _logits.Select(tensor => activations[tensor])];
}
