using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using TinyMl.Tasks.Calibrate;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Quantization;

namespace TinyMl.Tasks.Evaluate;

/// <summary>What each layer's weights alone cost: the float graph with the weights of one layer as the packed model has them, all others exact.</summary>
internal static class WeightNoise
{
    /// <summary>Enough to tell which layers cost most; each sample runs once for every layer.</summary>
    private const int MostSamples = 8;

    /// <summary>
    /// Signal to noise, in decibels, of what decides the outputs (<see cref="Logits"/>), by node of the quantized graph; null where the layer's weights change
    /// nothing. Layers whose weights are real or have another shape than in the source are left out.
    /// </summary>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static IReadOnlyDictionary<Node, double?> Measure(Graph source, QuantizedGraph quantized, SampleSet samples, CancellationToken cancellation)
    {
        ImmutableArray<Tensor> logits = [.. Logits.Of(source).Where(tensor => !tensor.IsConstant)];
        (Node Node, Graph Graph)[] layers = logits.IsEmpty ? [] : [.. Layers(source, quantized)];
        if (layers.Length == 0) return new Dictionary<Node, double?>();

        int[] chosen = [.. samples.Spread(MostSamples)];
        float[][] expected = Run(source, logits, samples, chosen, cancellation);
        double?[] decibels = new double?[layers.Length];
        Parallel.For(0, layers.Length, new ParallelOptions { CancellationToken = cancellation }, layer =>
        {
            var noise = new NoiseMeter();
            float[][] actual = Run(layers[layer].Graph, logits, samples, chosen, cancellation);
            for (int i = 0; i < actual.Length; i++) noise.Add(expected[i], actual[i]);
            decibels[layer] = noise.Decibels;
        });
        return Enumerable.Range(0, layers.Length).ToDictionary(layer => layers[layer].Node, layer => decibels[layer]);
    }

    private static IEnumerable<(Node Node, Graph Graph)> Layers(Graph source, QuantizedGraph quantized)
    {
        Dictionary<Tensor, Node> producers = quantized.Graph.Producers();
        foreach (Node node in source.Nodes)
        {
            if (WeightedLayer.Of(node) is not { } layer || layer.Weights.Type != ElementType.Float32) continue;
            if (!quantized.Activations.TryGetValue(node.Output, out Tensor? output) || !producers.TryGetValue(output, out Node? packed)) continue;
            if (WeightedLayer.Of(packed)?.Weights is not { Type: ElementType.Int8 } weights || weights.Shape != layer.Weights.Shape) continue;
            yield return (packed, source.Substitute(new Dictionary<Tensor, Tensor> { [layer.Weights] = WeightQuantizer.Dequantize(layer, weights) }));
        }
    }

    private static float[][] Run(Graph graph, ImmutableArray<Tensor> logits, SampleSet samples, int[] chosen, CancellationToken cancellation)
    {
        var runner = new GraphRunner(graph);
        float[][] values = new float[chosen.Length][];
        for (int i = 0; i < chosen.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            runner.Run(samples, chosen[i]);
            values[i] = new float[logits.Sum(tensor => tensor.Shape.ElementCount)];
            int start = 0;
            foreach (Tensor tensor in logits) start += runner.Read(tensor, values[i].AsSpan(start)).Length;
        }

        return values;
    }
}
