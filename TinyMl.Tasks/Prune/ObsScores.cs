using System;
using System.Threading;
using System.Threading.Tasks;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Reconstruct;

namespace TinyMl.Tasks.Prune;

/// <summary>
/// What it adds to the mean squared error at a layer's output to remove each weight, after those of its filter that cost less, with the rest of the
/// filter making up for it (Optimal Brain Surgeon, in the exact order of Optimal Brain Compression; Frantar and Alistarh, NeurIPS 2022,
/// algorithm 1). Each filter by itself, so that one threshold on the scores chooses over all filters.
/// </summary>
internal static class ObsScores
{
    // Of time weights * length^2 / 3.
    private const double MostSteps = 1L << 33;

    /// <summary>The longest part of a layer's filters that can be looked at together in reasonable time.</summary>
    public static int LongestPart(in WeightedLayer layer) =>
        (int)Math.Max(1, Math.Sqrt(3 * MostSteps / layer.Weights.Shape.ElementCount));

    /// <summary>
    /// The scores by the index of the weight, which never decrease in the order of removal; 0 of weights that are 0, and infinite for the last weight of a filter.
    /// </summary>
    /// <param name="layer">The layer.</param>
    /// <param name="moments">The second moments of its inputs.</param>
    /// <param name="cancellation">Stops the work between two filters.</param>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static double[] Of(in WeightedLayer layer, SecondMoments moments, CancellationToken cancellation)
    {
        float[] weights = layer.Weights.Values<float>().ToArray();
        double[] scores = new double[weights.Length];
        for (int i = 0; i < moments.Parts.Length; i++)
        {
            FilterPart part = moments.Parts[i];
            double[] inverse = DampedMoments.Of(moments[i].Covariance(), part.Length, moments[i].Count).Inverse();
            Parallel.For(part.FirstChannel, part.FirstChannel + part.Channels, new ParallelOptions { CancellationToken = cancellation }, channel => Score(weights, moments.Field, part, channel, inverse, scores));
        }

        return scores;
    }

    private static void Score(float[] weights, ReceptiveField field, in FilterPart part, int channel, double[] inverse, double[] scores)
    {
        double[] filter = new double[part.Length];
        for (int element = 0; element < filter.Length; element++) filter[element] = weights[field.WeightIndex(channel, part.First + element)];
        using var elimination = new FilterElimination(filter, inverse);
        double score = 0;
        while (elimination.Left > 0)
        {
            int next = Cheapest(elimination);
            score = Math.Max(score, elimination.Price(next, 0));
            bool isLast = elimination.Left == 1 && filter[elimination.Element(next)] != 0;
            scores[field.WeightIndex(channel, part.First + elimination.Element(next))] = isLast ? double.PositiveInfinity : score;
            elimination.Fix(next, 0);
        }
    }

    private static int Cheapest(FilterElimination elimination)
    {
        int cheapest = 0;
        double least = double.PositiveInfinity;
        for (int i = 0; i < elimination.Left; i++)
        {
            double price = elimination.Price(i, 0);
            if (price < least) (cheapest, least) = (i, price);
        }

        return cheapest;
    }
}
