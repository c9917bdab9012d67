using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Quantization;

/// <summary>
/// Symmetric weights of 2 to 8 bits for each output channel, stored as int8, and biases of int32, or of int64 for int16 activations
/// (TensorFlow Lite 8-bit quantization specification; fully connected layers have a scale for each row too).
/// </summary>
internal static class WeightQuantizer
{
    // Half of what sums may hold, int32 or, of int16 activations, 48 bits: the other half is left to the products.
    private const double LargestNarrowBias = 1 << 30;
    private const double LargestWideBias = 1L << 46;

    // Below this a scale would lose its precision, or vanish.
    private const float SmallestMagnitude = 1e-30f;

    /// <summary>The largest level of weights of so many bits; the least is its negative.</summary>
    public static int LargestLevel(int bits) => (1 << (bits - 1)) - 1;

    /// <summary>The constant inputs of a layer, 8-bit weights rounded to the nearest level, for the scale and type of its input.</summary>
    public static ImmutableArray<Tensor> Quantize(Node node, float inputScale, ElementType inputType = ElementType.Int8)
    {
        WeightedLayer layer = WeightedLayer.Of(node)!.Value;
        Tensor weights = Round(layer, Scales(layer, 8, inputScale, inputType), 8);
        return Constants(node, weights, layer.Bias is { } bias ? Reals(bias) : null, inputScale, inputType);
    }

    /// <summary>The constant inputs of a layer: its weights as they are, its bias quantized for the scale and type of the layer's input.</summary>
    /// <param name="node">The float layer.</param>
    /// <param name="weights">Its weights, quantized.</param>
    /// <param name="bias">The real biases, or null where the layer has none.</param>
    /// <param name="inputScale">The scale of the layer's input.</param>
    /// <param name="inputType">Its type.</param>
    public static ImmutableArray<Tensor> Constants(Node node, Tensor weights, IReadOnlyList<double>? bias, float inputScale, ElementType inputType) => bias is null
        ? [weights]
        : [weights, QuantizeBias(node.Inputs[2], bias, [.. weights.Quantization!.Scales.Select(scale => (double)inputScale * scale)], inputType)];

    /// <summary>The biases of a layer as they are in its float graph.</summary>
    public static ImmutableArray<double> Reals(Tensor bias) => [.. bias.Values<float>().ToArray().Select(value => (double)value)];

    /// <summary>A scale for each output channel, by which its largest weight becomes the largest level.</summary>
    /// <param name="layer">The float layer.</param>
    /// <param name="bits">The bits of a weight, 2 to 8.</param>
    /// <param name="inputScale">The scale of the layer's input, for which the scales become so large that sums hold the bias.</param>
    /// <param name="inputType">The type of the layer's input.</param>
    public static float[] Scales(in WeightedLayer layer, int bits, float inputScale, ElementType inputType)
    {
        ReadOnlySpan<float> values = layer.Weights.Values<float>();
        float[] magnitudes = new float[layer.OutputChannels];
        for (int i = 0; i < values.Length; i++)
        {
            ref float magnitude = ref magnitudes[layer.OutputChannel(i)];
            magnitude = Math.Max(magnitude, Math.Abs(values[i]));
        }

        // A channel without weights has no scale of its own; any will do that its bias fits.
        float largest = magnitudes.Max();
        float substitute = largest < SmallestMagnitude ? 1 : largest;
        float[] scales = new float[magnitudes.Length], least = LeastScales(layer, inputScale, inputType);
        for (int channel = 0; channel < scales.Length; channel++)
        {
            double scale = (double)(magnitudes[channel] < SmallestMagnitude ? substitute : magnitudes[channel]) / LargestLevel(bits);
            scales[channel] = (float)Math.Max(scale, least[channel]);
        }

        return scales;
    }

    /// <summary>The least scale for each output channel whose sums hold its bias.</summary>
    public static float[] LeastScales(in WeightedLayer layer, float inputScale, ElementType inputType)
    {
        float[] least = new float[layer.OutputChannels];
        if (layer.Bias is not { } bias) return least;
        double largestBias = inputType == ElementType.Int16 ? LargestWideBias : LargestNarrowBias;
        for (int channel = 0; channel < least.Length; channel++) least[channel] = (float)(Math.Abs(bias.Values<float>()[channel]) / largestBias / inputScale);
        return least;
    }

    /// <summary>The weights of a layer, each rounded to the nearest level of its output channel, half away from zero.</summary>
    public static Tensor Round(in WeightedLayer layer, float[] scales, int bits)
    {
        ReadOnlySpan<float> values = layer.Weights.Values<float>();
        sbyte[] levels = new sbyte[values.Length];
        int largest = LargestLevel(bits);
        for (int i = 0; i < values.Length; i++)
        {
            double level = Math.Round(values[i] / (double)scales[layer.OutputChannel(i)], MidpointRounding.AwayFromZero);
            levels[i] = (sbyte)Math.Clamp(level, -largest, largest);
        }

        return WithLevels(layer, levels, scales);
    }

    /// <summary>Quantized weights of a layer.</summary>
    public static Tensor WithLevels(in WeightedLayer layer, sbyte[] levels, float[] scales)
    {
        int axis = layer.Node.Operator is DepthwiseConv2D ? layer.Weights.Shape.Rank - 1 : 0;
        return Tensor.Constant<sbyte>(layer.Weights.Name, ElementType.Int8, layer.Weights.Shape, levels, new QuantizationParameters([.. scales], [.. new int[scales.Length]], axis));
    }

    /// <summary>The real values that quantized weights of a layer stand for.</summary>
    public static Tensor Dequantize(in WeightedLayer layer, Tensor weights)
    {
        ReadOnlySpan<sbyte> levels = weights.Values<sbyte>();
        ImmutableArray<float> scales = weights.Quantization!.Scales;
        float[] values = new float[levels.Length];
        for (int i = 0; i < values.Length; i++) values[i] = levels[i] * scales[layer.OutputChannel(i)];
        return Tensor.Constant(weights.Name, weights.Shape, values);
    }

    private static Tensor QuantizeBias(Tensor bias, IReadOnlyList<double> values, double[] scales, ElementType inputType)
    {
        double[] levels = new double[values.Count];
        for (int i = 0; i < levels.Length; i++) levels[i] = Math.Round(values[i] / scales[i], MidpointRounding.AwayFromZero);
        var quantization = new QuantizationParameters([.. scales.Select(scale => (float)scale)], [.. new int[scales.Length]]);
        return inputType == ElementType.Int16
            ? Tensor.Constant<long>(bias.Name, ElementType.Int64, bias.Shape, [.. levels.Select(level => (long)Math.Clamp(level, -LargestWideBias, LargestWideBias))], quantization)
            : Tensor.Constant<int>(bias.Name, ElementType.Int32, bias.Shape, [.. levels.Select(level => (int)Math.Clamp(level, -int.MaxValue, int.MaxValue))], quantization);
    }
}
