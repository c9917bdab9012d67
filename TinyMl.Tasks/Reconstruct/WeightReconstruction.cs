using System;
using System.Threading;
using System.Threading.Tasks;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Reconstruct;

/// <summary>
/// Chooses the weights of a layer by what they do at its output over the calibration data, filter by filter, instead of one by one.
/// Weights that are 0 stay 0, so that what was pruned stays pruned. Results have the layout of the layer's weights.
/// </summary>
internal static class WeightReconstruction
{
    // Up to here the exact order is worth its time.
    private const long MostGreedySteps = 1 << 29;

    // At so few bits it helps to round first what matters most.
    private const int FewBits = 3;

    /// <summary>
    /// Real weights v that bring the layer, on the inputs x that it has, closest to what the reference network's layer gives on its inputs r: the
    /// least squares of v x - w r, less their means, with damping towards the weights w. Without a reference only weights next to zeros move, and
    /// these only if they did not balance the zeros before.
    /// </summary>
    /// <param name="layer">The layer of the reference network.</param>
    /// <param name="pruned">Its weights, those that are to be 0 being so.</param>
    /// <param name="moments">The moments of the layer's inputs.</param>
    /// <param name="cancellation">Stops the work between two filters.</param>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static float[] Solve(in WeightedLayer layer, Tensor pruned, SecondMoments moments, CancellationToken cancellation)
    {
        float[] wanted = layer.Weights.Values<float>().ToArray(), zeros = pruned.Values<float>().ToArray(), solved = new float[zeros.Length];
        ReceptiveField field = moments.Field;
        for (int i = 0; i < moments.Parts.Length; i++)
        {
            FilterPart part = moments.Parts[i];
            DampedMoments damped = DampedMoments.Of(moments[i].Covariance(), part.Length, moments[i].Count);
            double[]? drift = moments[i].Drift();
            double[] inverse = damped.Inverse();
            ForEachFilter(
                part,
                channel =>
                {
                    double[] filter = Read(wanted, field, part, channel);
                    if (drift is not null) AddDrift(filter, drift, inverse);
                    double[] kept = Read(zeros, field, part, channel), values = Constrain(filter, kept, inverse);
                    if (!Array.TrueForAll(values, value => float.IsFinite((float)value))) values = kept;
                    for (int element = 0; element < values.Length; element++) solved[field.WeightIndex(channel, part.First + element)] = (float)values[element];
                },
                cancellation);
        }

        return solved;
    }

    /// <summary>
    /// Weights as integers from -(2^(bits-1) - 1) to 2^(bits-1) - 1: of Optimal Brain Quantization (or GPTQ where filters are long) with coordinate
    /// descent behind it, and the nearest ones the better, filter by filter, so that the error is never above that of rounding.
    /// </summary>
    /// <param name="layer">The layer, whose weights are wanted.</param>
    /// <param name="moments">The moments of the layer's inputs.</param>
    /// <param name="scales">The scale of each output channel.</param>
    /// <param name="bits">The bits of a weight, 2 to 8.</param>
    /// <param name="cancellation">Stops the work between two filters.</param>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static sbyte[] Quantize(in WeightedLayer layer, SecondMoments moments, float[] scales, int bits, CancellationToken cancellation)
    {
        float[] weights = layer.Weights.Values<float>().ToArray();
        sbyte[] quantized = new sbyte[weights.Length];
        ReceptiveField field = moments.Field;
        int largest = (1 << (bits - 1)) - 1;
        bool isGreedy = (long)weights.Length * moments.Parts[0].Length * moments.Parts[0].Length <= MostGreedySteps;
        for (int i = 0; i < moments.Parts.Length; i++)
        {
            FilterPart part = moments.Parts[i];
            DampedMoments damped = DampedMoments.Of(moments[i].Covariance(), part.Length, moments[i].Count);
            int[] order = Order(damped, bits);
            double[] inverse = isGreedy ? damped.Inverse() : damped.Reorder(order).InverseFactor;
            ForEachFilter(
                part,
                channel =>
                {
                    double[] filter = Read(weights, field, part, channel);
                    var grid = new RoundingGrid(scales[channel], largest);
                    int[] levels = Round(filter, damped, grid, isGreedy ? FilterRounding.Greedy(filter, inverse, grid) : InOrder(filter, order, inverse, grid));
                    for (int element = 0; element < levels.Length; element++) quantized[field.WeightIndex(channel, part.First + element)] = (sbyte)levels[element];
                },
                cancellation);
        }

        return quantized;
    }

    /// <summary>How much each output channel's mean falls short of the reference network's with other weights: what belongs to its bias.</summary>
    /// <param name="original">The weights of the reference network.</param>
    /// <param name="weights">The weights that are used instead, as real values.</param>
    /// <param name="moments">The moments of the layer's inputs.</param>
    public static double[] BiasShifts(ReadOnlySpan<float> original, ReadOnlySpan<float> weights, SecondMoments moments)
    {
        ReceptiveField field = moments.Field;
        double[] shifts = new double[field.OutputChannels];
        for (int i = 0; i < moments.Parts.Length; i++)
        {
            FilterPart part = moments.Parts[i];
            double[] mean = moments[i].Mean(), expected = moments[i].ReferenceMean();
            for (int channel = part.FirstChannel; channel < part.FirstChannel + part.Channels; channel++)
            {
                for (int element = 0; element < part.Length; element++)
                {
                    int index = field.WeightIndex(channel, part.First + element);
                    shifts[channel] += (original[index] * expected[element]) - (weights[index] * mean[element]);
                }
            }
        }

        return shifts;
    }

    private static int[] Round(double[] filter, DampedMoments damped, RoundingGrid grid, int[] levels)
    {
        FilterRounding.Descend(filter, damped.Matrix, grid, levels);
        int[] nearest = FilterRounding.Nearest(filter, grid);
        return damped.Error(filter, Real(levels, grid)) < damped.Error(filter, Real(nearest, grid)) ? levels : nearest;
    }

    private static int[] InOrder(double[] filter, int[] order, double[] inverseFactor, RoundingGrid grid)
    {
        int[] ordered = FilterRounding.InOrder(Array.ConvertAll(order, element => filter[element]), inverseFactor, grid), levels = new int[order.Length];
        for (int i = 0; i < order.Length; i++) levels[order[i]] = ordered[i];
        return levels;
    }

    private static int[] Order(DampedMoments damped, int bits)
    {
        int[] order = new int[damped.Length];
        double[] keys = new double[order.Length];
        for (int i = 0; i < order.Length; i++) (order[i], keys[i]) = (i, bits <= FewBits ? -damped.Matrix[(i * order.Length) + i] : 0);
        Array.Sort(order, (a, b) => keys[a] != keys[b] ? keys[a].CompareTo(keys[b]) : a.CompareTo(b));
        return order;
    }

    /// <summary>w += w D H^-1, the least squares where the inputs differ from the reference's by D = E[(r - x)(x - m)^T].</summary>
    private static void AddDrift(double[] filter, double[] drift, double[] inverse)
    {
        int length = filter.Length;
        double[] deviation = new double[length], change = new double[length];
        for (int i = 0; i < length; i++) Vectors.AddScaled(deviation, filter[i], drift.AsSpan(i * length, length));
        for (int i = 0; i < length; i++) Vectors.AddScaled(change, deviation[i], inverse.AsSpan(i * length, length));
        for (int i = 0; i < length; i++) filter[i] += change[i];
    }

    /// <summary>The weights closest to a filter in the sense of H that are 0 where another is.</summary>
    private static double[] Constrain(double[] filter, double[] zeros, double[] inverse)
    {
        if (Array.IndexOf(zeros, 0) < 0) return filter;
        using var elimination = new FilterElimination(filter, inverse);
        for (int i = elimination.Left - 1; i >= 0; i--)
        {
            if (zeros[elimination.Element(i)] == 0) elimination.Fix(i, 0);
        }

        double[] values = new double[filter.Length];
        for (int i = 0; i < elimination.Left; i++) values[elimination.Element(i)] = elimination.Weight(i);
        return values;
    }

    private static double[] Read(float[] weights, ReceptiveField field, FilterPart part, int channel)
    {
        double[] filter = new double[part.Length];
        for (int element = 0; element < filter.Length; element++) filter[element] = weights[field.WeightIndex(channel, part.First + element)];
        return filter;
    }

    private static double[] Real(int[] levels, RoundingGrid grid) => Array.ConvertAll(levels, level => level * grid.Scale);

    private static void ForEachFilter(FilterPart part, Action<int> action, CancellationToken cancellation) =>
        Parallel.For(part.FirstChannel, part.FirstChannel + part.Channels, new ParallelOptions { CancellationToken = cancellation }, action);
}
