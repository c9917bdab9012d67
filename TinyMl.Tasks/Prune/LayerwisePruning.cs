using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Calibrate;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Reconstruct;

namespace TinyMl.Tasks.Prune;

/// <summary>
/// Removes weights layer by layer from the inputs on. What is left of a layer, its biases included, is solved on the inputs that the layers before
/// give it as they are now, towards the sums that it has in the network as it was: so that no layer adds to the errors of others.
/// </summary>
internal static class LayerwisePruning
{
    /// <summary>The network with weights removed.</summary>
    /// <param name="graph">The float graph.</param>
    /// <param name="layers">Its layers that can be pruned, in the order of the nodes.</param>
    /// <param name="choose">Which weights a layer loses, given its place among the layers and the moments of its inputs.</param>
    /// <param name="samples">The calibration data.</param>
    /// <param name="progress">Told how many layers are done.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static PrunedGraph Run(
        Graph graph, ImmutableArray<WeightedLayer> layers, Func<int, SecondMoments, bool[]> choose, SampleSet samples, CompileProgress progress, CancellationToken cancellation)
    {
        Graph pruned = graph;
        Checkpoint reference = AtStart(graph, samples), own = reference;
        for (int i = 0; i < layers.Length; i++)
        {
            progress.Report("pruning", i + 1, layers.Length, "layers");
            WeightedLayer layer = layers[i];
            reference = reference.Before(layer.Node, cancellation);
            own = own.Before(pruned.Nodes[graph.Nodes.IndexOf(layer.Node)], cancellation);
            SecondMoments moments = SecondMoments.Measure(layer, own, layer.Node.Input, reference, cancellation, ObsScores.LongestPart(layer));
            pruned = Without(pruned, layer, choose(i, moments), moments, cancellation);
            own = own.In(pruned);
        }

        Dictionary<Tensor, Node> producers = pruned.Producers();
        return new PrunedGraph(pruned, [.. layers.Select(layer => PrunableLayers.Left(layer, producers[layer.Node.Output].Inputs[1]))]);
    }

    /// <summary>The moments of the inputs of all layers in the graph as it is.</summary>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static SecondMoments[] Moments(Graph graph, ImmutableArray<WeightedLayer> layers, SampleSet samples, CompileProgress progress, CancellationToken cancellation)
    {
        Checkpoint before = AtStart(graph, samples);
        var moments = new SecondMoments[layers.Length];
        for (int i = 0; i < moments.Length; i++)
        {
            progress.Report("measuring", i + 1, moments.Length, "layers");
            before = before.Before(layers[i].Node, cancellation);
            moments[i] = SecondMoments.Measure(layers[i], before, layers[i].Node.Input, null, cancellation, ObsScores.LongestPart(layers[i]));
        }

        return moments;
    }

    /// <summary>A graph in which a layer has lost weights, and the rest of it makes up for that.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="layer">The layer as it was at first.</param>
    /// <param name="removed">Which of its weights are to go.</param>
    /// <param name="moments">The moments of its inputs in the graph.</param>
    /// <param name="cancellation">Stops the work between two filters.</param>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static Graph Without(Graph graph, in WeightedLayer layer, bool[] removed, SecondMoments moments, CancellationToken cancellation)
    {
        Tensor original = layer.Weights, zeroed = PrunableLayers.Without(original, removed), output = layer.Node.Output;
        var weights = Tensor.Constant(original.Name, original.Shape, WeightReconstruction.Solve(layer, zeroed, moments, cancellation));
        Tensor? bias = Bias(layer, weights, moments);
        return graph.With(graph.Nodes.Select(node =>
            node.Inputs.Length < 2 || node.Inputs[1] != original ? node
            : node.Output == output && bias is not null ? node.With(inputs: [node.Input, weights, bias])
            : node.With(inputs: node.Inputs.SetItem(1, weights))));
    }

    private static Checkpoint AtStart(Graph graph, SampleSet samples) => Checkpoint.AtStart(graph, samples, AffordableSamples.Of(graph, samples, 2));

    private static Tensor? Bias(in WeightedLayer layer, Tensor weights, SecondMoments moments)
    {
        double[] shifts = WeightReconstruction.BiasShifts(layer.Weights.Values<float>(), weights.Values<float>(), moments);
        float[] bias = layer.Bias is { } original ? original.Values<float>().ToArray() : new float[shifts.Length];
        for (int channel = 0; channel < bias.Length; channel++)
        {
            float shifted = (float)(bias[channel] + shifts[channel]);
            if (float.IsFinite(shifted)) bias[channel] = shifted;
        }

        return layer.Bias is null && Array.TrueForAll(bias, value => value == 0) ? null : Tensor.Constant(layer.Bias?.Name ?? $"{layer.Node.Name}/bias", new Shape(bias.Length), bias);
    }
}
