using System;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Quantization;

/// <summary>Scales that cut off a channel's largest weights where the finer steps are worth it.</summary>
internal static class WeightClipping
{
    private const int Candidates = 60;
    private const double SmallestShare = 0.4;

    /// <summary>
    /// For each output channel the scale whose rounding has the least squared error, of 61 between 0.4 times the one that reaches the
    /// largest weight and that one; the larger one where two are equal.
    /// </summary>
    /// <param name="layer">The float layer.</param>
    /// <param name="bits">The bits of a weight.</param>
    /// <param name="inputScale">The scale of the layer's input, for which the scales are so large that sums hold the bias.</param>
    /// <param name="inputType">The type of the layer's input.</param>
    public static float[] Scales(in WeightedLayer layer, int bits, float inputScale, ElementType inputType)
    {
        float[] scales = WeightQuantizer.Scales(layer, bits, inputScale, inputType), least = WeightQuantizer.LeastScales(layer, inputScale, inputType);
        ReadOnlySpan<float> values = layer.Weights.Values<float>();
        float[] best = [.. scales];
        double[] bestErrors = new double[scales.Length], errors = new double[scales.Length];
        Array.Fill(bestErrors, double.PositiveInfinity);
        float[] tried = new float[scales.Length];
        double largest = WeightQuantizer.LargestLevel(bits);
        for (int candidate = Candidates; candidate >= 0; candidate--)
        {
            double share = SmallestShare + ((1 - SmallestShare) * candidate / Candidates);
            for (int channel = 0; channel < tried.Length; channel++) tried[channel] = Math.Max((float)(share * scales[channel]), least[channel]);
            Array.Clear(errors);
            for (int i = 0; i < values.Length; i++)
            {
                int channel = layer.OutputChannel(i);
                double level = Math.Clamp(Math.Round(values[i] / (double)tried[channel], MidpointRounding.AwayFromZero), -largest, largest);
                double error = values[i] - (level * tried[channel]);
                errors[channel] += error * error;
            }

            for (int channel = 0; channel < tried.Length; channel++)
            {
                if (errors[channel] < bestErrors[channel]) (best[channel], bestErrors[channel]) = (tried[channel], errors[channel]);
            }
        }

        return best;
    }
}
