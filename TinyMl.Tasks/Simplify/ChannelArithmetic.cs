using System;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Simplify;

/// <summary>Arithmetic with constants on the channels of a float layer, in double precision.</summary>
internal static class ChannelArithmetic
{
    /// <summary>Whether the layer's own weights and bias can compute the constant operation on its results.</summary>
    public static bool CanFollow(Node layer, in ConstantOperand operand) =>
        FusedActivation.Of(layer.Operator) is { IsNone: true }
        && IsFloat(layer)
        && WeightedLayer.Of(layer) is { } weighted
        && weighted.OutputChannels % operand.Length == 0;

    /// <summary>Whether the node is a layer of float weights.</summary>
    public static bool IsFloat(Node layer) =>
        WeightedLayer.Of(layer) is { Weights.Type: ElementType.Float32, Bias: null or { Type: ElementType.Float32 } };

    /// <summary>The layer on another input, with each weight multiplied by a factor of its index, and with other biases; null where a value would not be finite.</summary>
    public static Node? Rescale(in WeightedLayer layer, Tensor input, Func<int, double> factor, double[] biases)
    {
        ReadOnlySpan<float> values = layer.Weights.Values<float>();
        double[] scaled = new double[values.Length];
        for (int i = 0; i < scaled.Length; i++) scaled[i] = values[i] * factor(i);

        // Weights that stay the same stay what their file stores.
        bool isSame = true;
        for (int i = 0; i < scaled.Length; i++) isSame &= scaled[i] == values[i];
        Tensor? weights = isSame ? layer.Weights : Constant(layer.Weights.Name, layer.Weights.Shape, scaled);
        Tensor? bias = Constant(layer.Bias?.Name ?? $"{layer.Node.Name}/bias", new Shape(biases.Length), biases);
        if (weights is null || bias is null) return null;

        bool biased = layer.Bias is not null || Array.Exists(biases, value => value != 0);
        return layer.Node.With(inputs: biased ? [input, weights, bias] : [input, weights]);
    }

    /// <summary>The layer's biases, 0 where it has none.</summary>
    public static double[] Biases(in WeightedLayer layer)
    {
        double[] biases = new double[layer.OutputChannels];
        if (layer.Bias is not { } bias) return biases;
        ReadOnlySpan<float> values = bias.Values<float>();
        for (int i = 0; i < biases.Length; i++) biases[i] = values[i];
        return biases;
    }

    /// <summary>A float constant of values rounded once; null where one is not finite.</summary>
    public static Tensor? Constant(string name, Shape shape, ReadOnlySpan<double> values)
    {
        float[] rounded = new float[values.Length];
        for (int i = 0; i < rounded.Length; i++)
        {
            rounded[i] = (float)values[i];
            if (!float.IsFinite(rounded[i])) return null;
        }

        return Tensor.Constant(name, shape, rounded);
    }
}
