using System;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify;

/// <summary>
/// A layer in integers with the weights that its file stores: int8 of one scale, or one for each output channel, with one zero point
/// where they have any (<see cref="AsymmetricLayer"/>); biases as stored where
/// their scale is that of the products, else rounded to it.
/// </summary>
internal static class IntegerLayer
{
    // What biases of the products' scale may differ from it by, having been multiplied in float.
    private const double ScaleTolerance = 1e-5;

    /// <summary>The integer layer; null where its weights are not stored so, or its sums might exceed 32 bits.</summary>
    public static Node[]? Convert(WeightedLayer layer, Tensor x, Tensor output)
    {
        int channelAxis = layer.Node.Operator is DepthwiseConv2D ? layer.Weights.Shape.Rank - 1 : 0;
        if (layer.Weights.Stored is not { Type: ElementType.Int8, Quantization: { } quantization } stored) return null;
        if (!quantization.IsPerTensor && quantization.Axis != channelAxis) return null;
        Tensor weights = Symmetric(stored, layer) ?? stored;
        bool isAsymmetric = weights.Quantization!.ZeroPoints.Any(zero => zero != 0);
        if (isAsymmetric && (!quantization.IsPerTensor || layer.Node.Operator is TransposeConv2D)) return null;

        double[] scales = [.. Enumerable.Range(0, layer.OutputChannels).Select(channel => (double)x.Quantization!.Scale * Channel(quantization.Scales, channel))];
        if (Biases(layer, scales) is not { } biases || !Fits(layer, weights, biases, scales, output)) return null;
        Tensor[] constants = [weights];
        if (layer.Bias is { } bias)
        {
            var meaning = new QuantizationParameters([.. scales.Select(scale => (float)scale)], [.. new int[scales.Length]]);
            constants = [weights, Tensor.Constant<int>(bias.Name, ElementType.Int32, bias.Shape, Array.ConvertAll(biases, value => (int)value), meaning)];
        }

        Node node = layer.Node.With(inputs: [x, .. constants], outputs: [output]);
        return isAsymmetric ? AsymmetricLayer.Convolution(node) : [node];
    }

    /// <summary>Weights of zero point 0, as stored or less their zero points; null where int8 cannot hold them then.</summary>
    private static Tensor? Symmetric(Tensor stored, WeightedLayer layer)
    {
        QuantizationParameters quantization = stored.Quantization!;
        if (quantization.ZeroPoints.All(zero => zero == 0)) return stored;

        ReadOnlySpan<sbyte> values = stored.Values<sbyte>();
        sbyte[] centered = new sbyte[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int value = values[i] - Channel(quantization.ZeroPoints, layer.OutputChannel(i));
            if (value is < sbyte.MinValue or > sbyte.MaxValue) return null;
            centered[i] = (sbyte)value;
        }

        return Tensor.Constant<sbyte>(stored.Name, ElementType.Int8, stored.Shape, centered, quantization with { ZeroPoints = [.. new int[quantization.ZeroPoints.Length]] });
    }

    /// <summary>The biases in steps of the products' scales; null where one is not finite.</summary>
    private static double[]? Biases(WeightedLayer layer, double[] scales)
    {
        double[] biases = new double[scales.Length];
        if (layer.Bias is not { } bias) return biases;
        bool isStored = bias.Stored is { Type: ElementType.Int32, Quantization: { } quantization }
            && quantization.ZeroPoints.All(zero => zero == 0)
            && (quantization.IsPerTensor || quantization.Scales.Length == scales.Length)
            && scales.Select((scale, channel) => Math.Abs((Channel(quantization.Scales, channel) / scale) - 1)).All(error => error <= ScaleTolerance);
        for (int channel = 0; channel < biases.Length; channel++)
        {
            biases[channel] = isStored ? bias.Stored!.Values<int>()[channel] : Math.Round(bias.Values<float>()[channel] / scales[channel], MidpointRounding.AwayFromZero);
            if (!double.IsFinite(biases[channel])) return null;
        }

        return biases;
    }

    /// <summary>Whether no sum, bias included, leaves 32 bits, nor does what the multiplier shifts it to.</summary>
    private static bool Fits(WeightedLayer layer, Tensor weights, double[] biases, double[] scales, Tensor output)
    {
        double[] sums = Array.ConvertAll(biases, Math.Abs);
        ReadOnlySpan<sbyte> values = weights.Values<sbyte>();
        int zero = weights.Quantization!.ZeroPoint;
        for (int i = 0; i < values.Length; i++) sums[layer.OutputChannel(i)] += byte.MaxValue * (double)(Math.Abs((int)values[i]) + Math.Abs(zero));
        for (int channel = 0; channel < sums.Length; channel++)
        {
            double factor = scales[channel] / output.Quantization!.Scale;
            if (sums[channel] * Math.Max(1, 2 * factor) >= int.MaxValue) return false;
        }

        return true;
    }

    private static T Channel<T>(ImmutableArray<T> values, int channel) => values[values.Length == 1 ? 0 : channel];
}
