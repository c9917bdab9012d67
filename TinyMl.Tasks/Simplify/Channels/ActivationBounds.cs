using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Calibrate;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Simplify.Channels;

/// <summary>Between which values the real activations of a graph lie for a few samples, and what its outputs are, all of which are real.</summary>
internal sealed class ActivationBounds
{
    private readonly Dictionary<Tensor, ValueRange> _ranges;
    private readonly float[][] _outputs;

    private ActivationBounds(Dictionary<Tensor, ValueRange> ranges, float[][] outputs)
    {
        _ranges = ranges;
        _outputs = outputs;
    }

    /// <summary>Runs a graph over samples, each from initial states.</summary>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static ActivationBounds Of(Graph graph, SampleSet samples, IReadOnlyList<int> chosen, CancellationToken cancellation)
    {
        var runner = new GraphRunner(graph);
        Tensor[] activations = [.. graph.Sources.Concat(graph.Nodes.SelectMany(node => node.Outputs)).Where(tensor => tensor.Type == ElementType.Float32).Distinct()];
        var ranges = activations.ToDictionary(tensor => tensor, _ => new ValueRange(0, 0));
        float[] buffer = new float[activations.Max(tensor => tensor.Shape.ElementCount)];
        var outputs = new List<float[]>();
        foreach (int sample in chosen)
        {
            cancellation.ThrowIfCancellationRequested();
            runner.Run(samples, sample);
            foreach (Tensor tensor in activations) ranges[tensor] = ranges[tensor].Union(ValueRange.Of(runner.Read(tensor, buffer)));
            outputs.AddRange(Reals(graph).Select(output => runner.Read(output, new float[output.Shape.ElementCount]).ToArray()));
        }

        return new ActivationBounds(ranges, [.. outputs]);
    }

    /// <summary>Made-up bounds, the same for all activations, for where there are no samples: of outputs nothing is known.</summary>
    public static ActivationBounds Unknown(Graph graph) =>
        new(graph.Sources.Concat(graph.Nodes.SelectMany(node => node.Outputs)).Where(tensor => tensor.Type == ElementType.Float32).Distinct().ToDictionary(tensor => tensor, _ => new ValueRange(0, 1)), []);

    /// <summary>The largest magnitude of an activation.</summary>
    public double Magnitude(Tensor tensor) => _ranges[tensor].Magnitude;

    /// <summary>What lies between two neighbors of so many integers that stand for the values of an activation, of which 0 is one.</summary>
    public double Step(Tensor tensor, int levels) => ((double)_ranges[tensor].Maximum - _ranges[tensor].Minimum) / (levels - 1);

    /// <summary>Whether a graph of the same outputs gives nearly the same ones for the same samples.</summary>
    /// <param name="other">The other graph's.</param>
    /// <param name="graph">The graph that these are of.</param>
    /// <param name="levels">How many integers stand for the values of an output.</param>
    /// <param name="steps">The most that values may differ by, in steps of an output.</param>
    public bool AreNear(ActivationBounds other, Graph graph, int levels, double steps)
    {
        Tensor[] outputs = [.. Reals(graph)];
        for (int i = 0; i < _outputs.Length; i++)
        {
            double most = steps * Step(outputs[i % outputs.Length], levels);
            for (int element = 0; element < _outputs[i].Length; element++)
            {
                if (!(Math.Abs((double)_outputs[i][element] - other._outputs[i][element]) <= most)) return false;
            }
        }

        return true;
    }

    private static IEnumerable<Tensor> Reals(Graph graph) => graph.Results.Where(output => !output.IsConstant);
}
