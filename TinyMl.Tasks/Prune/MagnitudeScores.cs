using System;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Prune;

/// <summary>
/// How much each weight of a layer matters: w^2 / sum of v^2 over the weights v of the layer with |v| at least |w| (LAMP; Lee et al.,
/// "Layer-adaptive Sparsity for the Magnitude-based Pruning", ICLR 2021, equation 4). It is the share of what is left of the
/// layer's norm when all lesser weights are gone, so that one threshold serves layers of any scale, and the last weight of a
/// layer scores 1.
/// </summary>
internal static class MagnitudeScores
{
    /// <summary>The scores in [0, 1], by index. The largest weight of each output channel scores infinity, so that no channel loses all.</summary>
    public static double[] Of(in WeightedLayer layer)
    {
        ReadOnlySpan<float> weights = layer.Weights.Values<float>();
        float[] magnitudes = new float[weights.Length];
        int[] order = new int[weights.Length];
        for (int i = 0; i < weights.Length; i++) (magnitudes[i], order[i]) = (Math.Abs(weights[i]), i);
        Array.Sort(magnitudes, order);

        double[] scores = new double[weights.Length];
        double left = 0;
        for (int end = weights.Length; end > 0;)
        {
            // Equal magnitudes share one sum, and so one score.
            int start = end;
            while (start > 0 && magnitudes[start - 1].Equals(magnitudes[end - 1])) left += Square(magnitudes[--start]);
            for (int i = start; i < end; i++) scores[order[i]] = magnitudes[i] == 0 ? 0 : Square(magnitudes[i]) / left;
            end = start;
        }

        foreach (int index in LargestOfChannels(layer)) scores[index] = double.PositiveInfinity;
        return scores;
    }

    private static int[] LargestOfChannels(in WeightedLayer layer)
    {
        ReadOnlySpan<float> weights = layer.Weights.Values<float>();
        int[] largest = new int[layer.OutputChannels];
        Array.Fill(largest, -1);
        for (int i = 0; i < weights.Length; i++)
        {
            int channel = layer.OutputChannel(i);
            if (weights[i] != 0 && (largest[channel] < 0 || Math.Abs(weights[i]) > Math.Abs(weights[largest[channel]]))) largest[channel] = i;
        }

        return Array.FindAll(largest, index => index >= 0);
    }

    private static double Square(float value) => (double)value * value;
}
