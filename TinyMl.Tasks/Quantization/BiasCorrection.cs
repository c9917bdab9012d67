using System;
using System.Collections.Immutable;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Simplify;

namespace TinyMl.Tasks.Quantization;

/// <summary>
/// Biases that give a quantized layer's sums the mean that they have in the float graph, for each output channel: what rounding
/// the weights and everything in front of the layer moved is taken back (empirical bias correction; Nagel et al., "Data-Free Quantization Through
/// Weight Equalization and Bias Correction", 2019, section 4.2 and appendix D).
/// </summary>
internal static class BiasCorrection
{
    /// <summary>The biases.</summary>
    /// <param name="layer">The float layer, which has a bias.</param>
    /// <param name="weights">Its weights, quantized.</param>
    /// <param name="mean">The mean of its input in the float graph, real values of the input's shape.</param>
    /// <param name="quantizedMean">The mean of its input in the quantized graph.</param>
    public static ImmutableArray<double> Correct(in WeightedLayer layer, Tensor weights, Tensor mean, Tensor quantizedMean)
    {
        double[] expected = MeanSums(layer, layer.Weights, mean), actual = MeanSums(layer, WeightQuantizer.Dequantize(layer, weights), quantizedMean);
        ReadOnlySpan<float> bias = layer.Bias!.Values<float>();
        var corrected = ImmutableArray.CreateBuilder<double>(bias.Length);
        for (int channel = 0; channel < bias.Length; channel++)
        {
            double value = bias[channel] + expected[channel] - actual[channel];
            corrected.Add(double.IsFinite(value) ? value : bias[channel]);
        }

        return corrected.MoveToImmutable();
    }

    /// <summary>The mean of what a layer sums up for each output channel, without bias: sums are linear, so that the mean input tells it.</summary>
    private static double[] MeanSums(in WeightedLayer layer, Tensor weights, Tensor mean)
    {
        Node node = layer.Node;
        var output = new Tensor(node.Output.Name, ElementType.Float32, node.Output.Shape);
        byte[] sums = KernelEvaluation.Run(new Node(node.Name, FusedActivation.Set(node.Operator, ActivationRange.None), [mean, weights], [output]));
        ReadOnlySpan<float> values = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(sums);
        double[] means = new double[layer.OutputChannels];
        for (int i = 0; i < values.Length; i++) means[i % means.Length] += values[i];
        for (int channel = 0; channel < means.Length; channel++) means[channel] /= values.Length / means.Length;
        return means;
    }
}
