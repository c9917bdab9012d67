using System;
using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Quantization;

/// <summary>
/// Quantized weights that take but a few levels, the same for all output channels: the partition of the levels into intervals with the least
/// squared error of the real weights (k-means in one dimension, exact by dynamic programming).
/// </summary>
internal static class WeightClusters
{
    private const int Levels = (2 * sbyte.MaxValue) + 1;

    /// <summary>The weights with at most so many distinct levels. 0 stays 0, so that what was pruned stays pruned.</summary>
    public static Tensor Reduce(in WeightedLayer layer, Tensor weights, int clusters)
    {
        sbyte[] levels = weights.Values<sbyte>().ToArray();
        if (levels.Distinct().Count() <= clusters) return weights;
        sbyte[] reduced = Map(layer, weights, clusters);
        for (int i = 0; i < levels.Length; i++) levels[i] = reduced[levels[i] + sbyte.MaxValue];
        return WeightQuantizer.WithLevels(layer, levels, [.. weights.Quantization!.Scales]);
    }

    /// <summary>What each level becomes, from -127 on.</summary>
    private static sbyte[] Map(in WeightedLayer layer, Tensor weights, int clusters)
    {
        // Sums over the levels below each one, of w, w l and w l^2: w is the square of the scale for each weight of the level.
        double[] mass = new double[Levels + 1], first = new double[Levels + 1], second = new double[Levels + 1];
        ReadOnlySpan<sbyte> values = weights.Values<sbyte>();
        bool hasZeros = values.Contains((sbyte)0);
        for (int i = 0; i < values.Length; i++)
        {
            double scale = weights.Quantization!.Scales[layer.OutputChannel(i)];
            mass[values[i] + sbyte.MaxValue + 1] += scale * scale;
        }

        for (int i = 1; i <= Levels; i++)
        {
            int level = i - 1 - sbyte.MaxValue;
            (first[i], second[i]) = (first[i - 1] + (mass[i] * level), second[i - 1] + (mass[i] * level * level));
            mass[i] += mass[i - 1];
        }

        // errors[k, e]: the least error of the levels below e in k intervals.
        double[,] errors = new double[clusters + 1, Levels + 1];
        int[,] starts = new int[clusters + 1, Levels + 1];
        for (int end = 1; end <= Levels; end++) errors[0, end] = double.PositiveInfinity;
        for (int k = 1; k <= clusters; k++)
        {
            for (int end = 1; end <= Levels; end++)
            {
                errors[k, end] = double.PositiveInfinity;
                for (int start = 0; start < end; start++)
                {
                    double error = errors[k - 1, start] + Error(start, end);
                    if (error < errors[k, end]) (errors[k, end], starts[k, end]) = (error, start);
                }
            }
        }

        sbyte[] map = new sbyte[Levels];
        for (int k = clusters, end = Levels; end > 0; end = starts[k--, end])
        {
            for (int level = starts[k, end]; level < end; level++) map[level] = (sbyte)Value(starts[k, end], end);
        }

        return map;

        int Value(int start, int end)
        {
            // The interval with 0 is that of pruned weights.
            if (hasZeros && start <= sbyte.MaxValue && end > sbyte.MaxValue) return 0;
            double weight = mass[end] - mass[start];
            return weight > 0 ? (int)Math.Clamp(Math.Round((first[end] - first[start]) / weight, MidpointRounding.AwayFromZero), start - sbyte.MaxValue, end - 1 - sbyte.MaxValue) : 0;
        }

        double Error(int start, int end)
        {
            int value = Value(start, end);
            return second[end] - second[start] - (2 * value * (first[end] - first[start])) + (value * (double)value * (mass[end] - mass[start]));
        }
    }
}
