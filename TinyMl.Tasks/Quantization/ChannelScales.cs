using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Simplify.Channels;

namespace TinyMl.Tasks.Quantization;

/// <summary>
/// Powers of two by which the channels of a float graph's activations are multiplied, so that they are closer to one another: the layers that compute them
/// have other weights and biases, those that read them have what makes up for it, and the graph's outputs keep every bit.
/// </summary>
/// <param name="Activations">The activations that are scaled.</param>
internal sealed record ChannelScales(IReadOnlyDictionary<Tensor, ScaledActivation> Activations)
{
    /// <summary>Scales nothing.</summary>
    public static ChannelScales None { get; } = new(ImmutableDictionary<Tensor, ScaledActivation>.Empty);

    /// <summary>The scales of a graph.</summary>
    /// <param name="flows">The <see cref="ScaleFlow"/> of the graph.</param>
    /// <param name="tied">Its sets of channels.</param>
    /// <param name="exponentOf">The exponent of a set that is not fixed.</param>
    public static ChannelScales Of(ChannelFlows flows, TiedChannels tied, Func<int, int> exponentOf) => new(tied.Activations
        .Where(tensor => tensor.Type == ElementType.Float32 && flows.AxisOf(tensor) >= 0)
        .ToDictionary(tensor => tensor, tensor => new ScaledActivation(flows.AxisOf(tensor), [.. tied.SetsOf(tensor).Select(set => tied.IsFixed(set) ? 0 : exponentOf(set))]))
        .Where(pair => pair.Value.Exponents.Any(exponent => exponent != 0))
        .ToDictionary());

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => Activations.Count == 0;

    /// <summary>A graph of these activations as it is with them scaled. Nodes and activations keep their names, activations stay the same objects.</summary>
    public Graph Apply(Graph graph) => IsEmpty ? graph : graph.With(graph.Nodes.Select(Apply));

    /// <summary>The values that an activation has in the scaled graph for those that it has without.</summary>
    public void Apply(Tensor activation, Span<float> values)
    {
        if (!Activations.TryGetValue(activation, out ScaledActivation? scaled)) return;
        var index = new AxisIndex(activation.Shape, scaled.Axis);
        for (int element = 0; element < values.Length; element++) values[element] = MathF.ScaleB(values[element], scaled.Exponents[index[element]]);
    }

    private Node Apply(Node node)
    {
        ScaledActivation? x = Activations.GetValueOrDefault(node.Input), y = Activations.GetValueOrDefault(node.Output);
        if ((x is null && y is null) || LayerReads.Of(node, x?.Axis ?? node.Input.Shape.Rank - 1) is not { Layer: var layer } reads) return node;
        float[] weights = layer.Weights.Values<float>().ToArray();
        for (int i = 0; i < weights.Length; i++) weights[i] = MathF.ScaleB(weights[i], (y?.Exponents[layer.OutputChannel(i)] ?? 0) - (x?.Exponents[reads.InputChannel(i)] ?? 0));
        Tensor scaledWeights = Tensor.Constant(layer.Weights.Name, layer.Weights.Shape, weights);
        if (layer.Bias is not { } bias) return node.With(inputs: [node.Input, scaledWeights]);
        float[] biases = bias.Values<float>().ToArray();
        for (int i = 0; i < biases.Length; i++) biases[i] = MathF.ScaleB(biases[i], y?.Exponents[i] ?? 0);
        return node.With(inputs: [node.Input, scaledWeights, Tensor.Constant(bias.Name, bias.Shape, biases)]);
    }
}
