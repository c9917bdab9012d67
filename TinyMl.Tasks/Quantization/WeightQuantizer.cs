using System;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Quantization;

/// <summary>
/// Symmetric int8 weights for each output channel, and biases of int32, or of int64 for int16 activations (TensorFlow Lite 8-bit
/// quantization specification; fully connected layers have a scale for each row too).
/// </summary>
internal static class WeightQuantizer
{
    private const int Largest = sbyte.MaxValue;

    // Half of what sums may hold, int32 or, of int16 activations, 48 bits: the other half is left to the products.
    private const double LargestNarrowBias = 1 << 30;
    private const double LargestWideBias = 1L << 46;

    // Below this a scale would lose its precision, or vanish.
    private const float SmallestMagnitude = 1e-30f;

    /// <summary>The constant inputs of a convolution, depthwise convolution or fully connected layer, quantized for the scale and type of its input.</summary>
    public static ImmutableArray<Tensor> Quantize(Node node, float inputScale, ElementType inputType = ElementType.Int8)
    {
        Tensor weights = node.Inputs[1];
        Tensor? bias = node.Inputs.Length > 2 ? node.Inputs[2] : null;
        int axis = node.Operator is DepthwiseConv2D ? weights.Shape.Rank - 1 : 0;
        float[] scales = Scales(weights, axis, bias, inputScale, inputType == ElementType.Int16 ? LargestWideBias : LargestNarrowBias);
        Tensor quantized = Quantize(weights, axis, scales);
        return bias is null ? [quantized] : [quantized, QuantizeBias(bias, [.. scales.Select(scale => (double)inputScale * scale)], inputType)];
    }

    private static float[] Scales(Tensor weights, int axis, Tensor? bias, float inputScale, double largestBias)
    {
        ReadOnlySpan<float> values = weights.Values<float>();
        float[] magnitudes = new float[weights.Shape[axis]];
        for (int i = 0; i < values.Length; i++)
        {
            ref float magnitude = ref magnitudes[Channel(i, weights.Shape, axis)];
            magnitude = Math.Max(magnitude, Math.Abs(values[i]));
        }

        // A channel without weights has no scale of its own; any will do that its bias fits.
        float largest = magnitudes.Max();
        float substitute = largest < SmallestMagnitude ? 1 : largest;
        float[] scales = new float[magnitudes.Length];
        for (int channel = 0; channel < scales.Length; channel++)
        {
            double scale = (double)(magnitudes[channel] < SmallestMagnitude ? substitute : magnitudes[channel]) / Largest;
            double forBias = bias is null ? 0 : Math.Abs(bias.Values<float>()[channel]) / largestBias / inputScale;
            scales[channel] = (float)Math.Max(scale, forBias);
        }

        return scales;
    }

    private static Tensor Quantize(Tensor weights, int axis, float[] scales)
    {
        ReadOnlySpan<float> values = weights.Values<float>();
        sbyte[] quantized = new sbyte[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            double level = Math.Round(values[i] / (double)scales[Channel(i, weights.Shape, axis)], MidpointRounding.AwayFromZero);
            quantized[i] = (sbyte)Math.Clamp(level, -Largest, Largest);
        }

        return Tensor.Constant<sbyte>(weights.Name, ElementType.Int8, weights.Shape, quantized, new QuantizationParameters([.. scales], [.. new int[scales.Length]], axis));
    }

    private static Tensor QuantizeBias(Tensor bias, double[] scales, ElementType inputType)
    {
        ReadOnlySpan<float> values = bias.Values<float>();
        double[] levels = new double[values.Length];
        for (int i = 0; i < levels.Length; i++) levels[i] = Math.Round(values[i] / scales[i], MidpointRounding.AwayFromZero);
        var quantization = new QuantizationParameters([.. scales.Select(scale => (float)scale)], [.. new int[scales.Length]]);
        return inputType == ElementType.Int16
            ? Tensor.Constant<long>(bias.Name, ElementType.Int64, bias.Shape, [.. levels.Select(level => (long)Math.Clamp(level, -LargestWideBias, LargestWideBias))], quantization)
            : Tensor.Constant<int>(bias.Name, ElementType.Int32, bias.Shape, [.. levels.Select(level => (int)Math.Clamp(level, -int.MaxValue, int.MaxValue))], quantization);
    }

    private static int Channel(int index, Shape shape, int axis) => axis == 0 ? (int)(index / (shape.ElementCount / shape[0])) : index % shape[axis];
}
