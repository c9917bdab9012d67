using System;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Simplify.Channels;

/// <summary>
/// Removes channels of a float graph that are dead as soon as its activations are integers: filters of trained models are often not 0 but
/// as small as weight decay has left them. Stays away from models whose outputs that would move.
/// </summary>
internal static class NegligibleChannels
{
    /// <summary>What weights must fall below for a channel to be looked at, relative to the largest of their layer.</summary>
    private const float Small = 1f / 1024;

    /// <summary>What outputs may move by, in steps of the integers that they become.</summary>
    private const double MostSteps = 0.125;

    private const int MostSamples = 8;

    /// <summary>Removes dead channels, and negligible ones where that moves no output by much.</summary>
    /// <param name="graph">The graph, simplified, after its weights were pruned.</param>
    /// <param name="samples">Representative inputs; null where there are none, so that nothing is known to be negligible.</param>
    /// <param name="levels">How many integers are to stand for the values of an activation; 0 where activations stay real.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static ReducedGraph Remove(Graph graph, SampleSet? samples, int levels, CancellationToken cancellation)
    {
        if (samples is not null && levels > 0 && graph.Results.All(output => output.Type == ElementType.Float32) && graph.Nodes.Any(HasSmallChannel))
        {
            int[] chosen = [.. samples.Spread(MostSamples)];
            ActivationBounds bounds = ActivationBounds.Of(graph, samples, chosen, cancellation);
            ReducedGraph reduced = DeadChannels.Remove(NegligibleWeights.Clear(graph, bounds, levels, cancellation), cancellation);
            if (bounds.AreNear(ActivationBounds.Of(reduced.Graph, samples, chosen, cancellation), graph, levels, MostSteps)) return reduced;
        }

        ReducedGraph exact = DeadChannels.Remove(graph, cancellation);
        return exact.Graph == graph || ReductionCheck.Passes(graph, exact.Graph, cancellation) ? exact : ReducedGraph.Unchanged(graph);
    }

    /// <summary>The graph that <see cref="Remove"/> will probably leave when there are samples, for its size: filters that are negligible are so by far.</summary>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static Graph Expect(Graph graph, int levels, CancellationToken cancellation) =>
        levels > 0 && graph.Nodes.Any(HasSmallChannel)
            ? DeadChannels.Remove(NegligibleWeights.Clear(graph, ActivationBounds.Unknown(graph), levels, cancellation), cancellation).Graph
            : graph;

    private static bool HasSmallChannel(Node node)
    {
        if (WeightedLayer.Of(node) is not { Weights.Type: ElementType.Float32 } layer) return false;

        ReadOnlySpan<float> values = layer.Weights.Values<float>();
        float[] outputs = new float[layer.OutputChannels], inputs = new float[layer.InputChannels];
        for (int index = 0; index < values.Length; index++)
        {
            float magnitude = Math.Abs(values[index]);
            ref float output = ref outputs[layer.OutputChannel(index)], input = ref inputs[layer.InputChannel(index)];
            output = Math.Max(output, magnitude);
            input = Math.Max(input, magnitude);
        }

        float least = Small * outputs.Max();
        return outputs.Min() < least || inputs.Min() < least;
    }
}
