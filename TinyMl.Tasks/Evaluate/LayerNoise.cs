using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Calibrate;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Quantization;
using TinyMl.Tasks.Simplify.Channels;

namespace TinyMl.Tasks.Evaluate;

/// <summary>How much noise has gathered at each layer of a quantized graph.</summary>
internal static class LayerNoise
{
    /// <summary>Enough for two digits of a decibel.</summary>
    private const int MostSamples = 32;

    /// <summary>
    /// Signal to quantization noise, in decibels, of each node of the quantized graph whose first output the source graph has too; null
    /// where both are equal. Nothing where the graph is the source itself.
    /// </summary>
    /// <param name="source">The float graph.</param>
    /// <param name="quantized">The quantized graph. Activations that it has scaled are compared as they are there.</param>
    /// <param name="parts">The activations of the quantized graph's source that are only some channels of those of <paramref name="source"/>.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static IReadOnlyDictionary<Node, double?> Measure(
        Graph source, QuantizedGraph quantized, IReadOnlyDictionary<Tensor, ActivationPart> parts, SampleSet samples, CancellationToken cancellation)
    {
        if (quantized.Graph == source) return new Dictionary<Node, double?>();

        var reference = new GraphRunner(source);
        var runner = new GraphRunner(quantized.Graph);
        Dictionary<Tensor, Node> producers = quantized.Graph.Producers();
        var layers = (from pair in quantized.Activations
                      where pair.Key.Type == ElementType.Float32 && producers.TryGetValue(pair.Value, out Node? producer) && producer.Output == pair.Value
                      select (Source: pair.Key, Output: pair.Value, Node: producers[pair.Value], Noise: new NoiseMeter())).ToList();
        long longest = layers.Select(layer => Math.Max(Whole(layer.Source).Shape.ElementCount, layer.Output.Shape.ElementCount)).DefaultIfEmpty().Max();
        float[] expected = new float[longest], actual = new float[longest];
        foreach (int sample in samples.Spread(MostSamples))
        {
            cancellation.ThrowIfCancellationRequested();
            reference.Run(samples, sample);
            runner.Run(samples, sample);
            foreach ((Tensor tensor, Tensor output, _, NoiseMeter noise) in layers) noise.Add(Expected(tensor), runner.Read(output, actual));
        }

        return layers.ToDictionary(layer => layer.Node, layer => layer.Noise.Decibels);

        Tensor Whole(Tensor tensor) => parts.TryGetValue(tensor, out ActivationPart? part) ? part.Whole : tensor;

        ReadOnlySpan<float> Expected(Tensor tensor)
        {
            Span<float> values = expected.AsSpan(0, reference.Read(Whole(tensor), expected).Length);
            if (parts.TryGetValue(tensor, out ActivationPart? part)) values = part.Of(values);
            quantized.Scales.Apply(tensor, values);
            return values;
        }
    }
}
