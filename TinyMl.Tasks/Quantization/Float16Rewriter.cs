using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Quantization;

/// <summary>Stores the weights of convolutions and fully connected layers as binary16; activations and biases stay float.</summary>
internal static class Float16Rewriter
{
    /// <summary>The graph with rounded weights; its activations are those of the source.</summary>
    public static Graph Rewrite(Graph graph)
    {
        var rounded = new Dictionary<Tensor, Tensor>();
        return graph.With(graph.Nodes.Select(node => WeightedLayer.Of(node) is { Weights.Type: ElementType.Float32 }
            ? node.With(inputs: node.Inputs.Select((input, i) => i == 1 ? Round(input) : input))
            : node));

        Tensor Round(Tensor weights)
        {
            if (!rounded.TryGetValue(weights, out Tensor? result)) rounded.Add(weights, result = ToFloat16(weights));
            return result;
        }
    }

    private static Tensor ToFloat16(Tensor weights)
    {
        ReadOnlySpan<float> values = weights.Values<float>();
        var rounded = new Half[values.Length];

        // The conversion rounds to nearest, ties to even; what binary16 cannot hold becomes its largest number instead of infinite.
        for (int i = 0; i < values.Length; i++) rounded[i] = (Half)Math.Clamp(values[i], (float)Half.MinValue, (float)Half.MaxValue);
        return Tensor.Constant<Half>(weights.Name, ElementType.Float16, weights.Shape, rounded);
    }
}
