using System;

namespace TinyMl.Tasks.Reconstruct;

/// <summary>Rounds the weights of one filter so that what the layer computes changes least. Weights that are 0 stay 0.</summary>
internal static class FilterRounding
{
    private const int MostSweeps = 32;

    /// <summary>The nearest level of each weight.</summary>
    public static int[] Nearest(ReadOnlySpan<double> weights, RoundingGrid grid)
    {
        int[] levels = new int[weights.Length];
        for (int i = 0; i < levels.Length; i++) levels[i] = grid.Nearest(weights[i]);
        return levels;
    }

    /// <summary>
    /// Optimal Brain Quantization: always the weight that is cheapest to round next, and those at once that have drifted out of the grid
    /// (Frantar and Alistarh, NeurIPS 2022, section 5). Of time d^3, so for filters of few elements.
    /// </summary>
    /// <param name="weights">The filter, d elements.</param>
    /// <param name="inverse">The inverse of H, [d, d].</param>
    public static int[] Greedy(ReadOnlySpan<double> weights, ReadOnlySpan<double> inverse, RoundingGrid grid)
    {
        using var filter = new FilterElimination(weights, inverse);
        int[] levels = new int[weights.Length];
        for (int i = filter.Left - 1; i >= 0; i--)
        {
            if (weights[filter.Element(i)] == 0) filter.Fix(i, 0);
        }

        while (filter.Left > 0)
        {
            int next = Next(filter, grid);
            int level = grid.Nearest(filter.Weight(next));
            levels[filter.Element(next)] = level;
            filter.Fix(next, level * grid.Scale);
        }

        return levels;
    }

    /// <summary>
    /// GPTQ: weights in a fixed order, each one's error made up for by those that follow (Frantar et al., ICLR 2023, equation 4).
    /// Of time d^2.
    /// </summary>
    /// <param name="weights">The filter in that order, d elements.</param>
    /// <param name="inverseFactor">U, upper triangular in that order, with U^T U the inverse of H.</param>
    public static int[] InOrder(ReadOnlySpan<double> weights, ReadOnlySpan<double> inverseFactor, RoundingGrid grid)
    {
        int length = weights.Length;
        double[] moving = weights.ToArray();
        int[] levels = new int[length];
        for (int i = 0; i < length; i++)
        {
            levels[i] = weights[i] == 0 ? 0 : grid.Nearest(moving[i]);
            double error = (moving[i] - (levels[i] * grid.Scale)) / inverseFactor[(i * length) + i];
            if (error != 0) Vectors.AddScaled(moving.AsSpan(i + 1), -error, inverseFactor.Slice((i * length) + i + 1, length - i - 1));
        }

        return levels;
    }

    /// <summary>
    /// Moves single levels as long as that makes the error (w - q) H (w - q)^T smaller, in the order of the weights, over and over
    /// (coordinate descent; QuantEase, Behdin et al. 2023).
    /// </summary>
    public static void Descend(ReadOnlySpan<double> weights, ReadOnlySpan<double> matrix, RoundingGrid grid, Span<int> levels)
    {
        int length = weights.Length;
        double[] gradient = new double[length];
        for (int i = 0; i < length; i++)
        {
            double difference = (levels[i] * grid.Scale) - weights[i];
            if (difference != 0) Vectors.AddScaled(gradient, difference, matrix.Slice(i * length, length));
        }

        bool hasMoved = true;
        for (int sweep = 0; sweep < MostSweeps && hasMoved; sweep++)
        {
            hasMoved = false;
            for (int i = 0; i < length; i++)
            {
                double curvature = matrix[(i * length) + i];
                if (weights[i] == 0) continue;
                int level = grid.Nearest((levels[i] * grid.Scale) - (gradient[i] / curvature));
                double step = (level - levels[i]) * grid.Scale;

                // Rounding errors must not make a level go to and fro.
                if (step == 0 || (2 * gradient[i] * step) + (curvature * step * step) >= -1e-12 * curvature * grid.Scale * grid.Scale) continue;
                levels[i] = level;
                Vectors.AddScaled(gradient, step, matrix.Slice(i * length, length));
                hasMoved = true;
            }
        }
    }

    private static int Next(FilterElimination filter, RoundingGrid grid)
    {
        int next = 0;
        double least = double.PositiveInfinity, farthest = grid.Scale / 2 * (1 + 1e-9);
        bool isOutside = false;
        for (int i = 0; i < filter.Left; i++)
        {
            double weight = filter.Weight(i), value = grid.Nearest(weight) * grid.Scale, distance = Math.Abs(weight - value);
            if (distance > farthest)
            {
                (next, farthest, isOutside) = (i, distance, true);
            }
            else if (!isOutside && filter.Price(i, value) is double price && price < least)
            {
                (next, least) = (i, price);
            }
        }

        return next;
    }
}
