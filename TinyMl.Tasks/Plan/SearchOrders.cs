using System;
using System.Collections.Generic;
using System.Linq;

namespace TinyMl.Tasks.Plan;

/// <summary>
/// Orders in which a search tries buffers that could lie equally low, and how long it may go on with each. Which order leads to a
/// solution soon cannot be told beforehand and varies by orders of magnitude, so that many are tried for a short while: five
/// measures of a buffer's weight, then the same with seeded noise, in lengths after Luby, Sinclair and Zuckerman, "Optimal Speedup
/// of Las Vegas Algorithms", 1993.
/// </summary>
internal static class SearchOrders
{
    private const long ShortestTry = 20_000;
    private const double Noise = 0.1;

    /// <summary>The rank of each buffer, and the most nodes to search with it; without end.</summary>
    public static IEnumerable<(int[] Ranks, long Nodes)> Of(OffsetProblem problem)
    {
        for (int round = 1; ; round++)
        {
            for (int measure = 0; measure < 5; measure++) yield return (Ranks(problem, round, measure), ShortestTry * Luby(round));
        }
    }

    private static int[] Ranks(OffsetProblem problem, int round, int measure)
    {
        var random = new Random((round * 8) + measure);
        double[] noise = [.. Enumerable.Range(0, problem.Count).Select(_ => round == 1 ? 1 : 1 + (Noise * ((2 * random.NextDouble()) - 1)))];
        int[] order = [.. Enumerable.Range(0, problem.Count).OrderByDescending(Weight).ThenBy(i => i)];
        int[] ranks = new int[order.Length];
        for (int rank = 0; rank < order.Length; rank++) ranks[order[rank]] = rank;
        return ranks;

        (double, double, double) Weight(int i)
        {
            double duration = (problem.Buffers[i].Last + 1.0 - problem.Buffers[i].First) * noise[i], area = duration * problem.Size(i), crowd = problem.Crowd(i);
            return measure switch
            {
                0 => (crowd, area, duration),
                1 => (crowd, duration, area),
                2 => (duration, area, crowd),
                3 => (area, crowd, duration),
                _ => (problem.Size(i), duration, crowd),
            };
        }
    }

    /// <summary>1, 1, 2, 1, 1, 2, 4, 1, ...</summary>
    private static long Luby(int i)
    {
        int power = 1;
        while ((1 << power) - 1 < i) power++;
        return (1 << power) - 1 == i ? 1L << (power - 1) : Luby(i - (1 << (power - 1)) + 1);
    }
}
