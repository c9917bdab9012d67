using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Graphs;

/// <summary>
/// How the elements along an axis come from their neighbors: element k is the sum of the input's elements from <c>Starts[k]</c> on, times the
/// weights from <c>k * Taps</c> on.
/// </summary>
internal sealed record AxisWeights(int Axis, ImmutableArray<int> Starts, ImmutableArray<float> Weights)
{
    private const int MostIntegerTaps = 8;

    /// <summary>The elements along the output's axis.</summary>
    public int Length => Starts.Length;

    /// <summary>How many neighbors make an element.</summary>
    public int Taps => Weights.Length / Starts.Length;

    /// <summary>
    /// Whether weights of 11 bits give elements that are right to a step of int8, and never outside of what the neighbors span.
    /// </summary>
    public bool HasIntegerForm => Taps <= MostIntegerTaps && Weights.All(weight => weight >= 0);

    /// <summary>The weights of sums in which places may occur several times, or lie beyond the input, where its first or last element stands.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="input">The elements of the input along it.</param>
    /// <param name="sums">For each element of the output the places and their weights.</param>
    public static AxisWeights Of(int axis, int input, IEnumerable<IEnumerable<(int Place, double Weight)>> sums)
    {
        SortedDictionary<int, double>[] merged = [.. sums.Select(sum => Merge(sum, input))];
        int taps = merged.Max(sum => sum.Keys.Last() - sum.Keys.First() + 1);
        var starts = new int[merged.Length];
        var weights = new float[merged.Length * taps];
        for (int k = 0; k < merged.Length; k++)
        {
            starts[k] = Math.Min(merged[k].Keys.First(), input - taps);
            foreach ((int place, double weight) in merged[k]) weights[(k * taps) + place - starts[k]] = (float)weight;
        }

        return new AxisWeights(axis, [.. starts], [.. weights]);
    }

    private static SortedDictionary<int, double> Merge(IEnumerable<(int Place, double Weight)> sum, int input)
    {
        var merged = new SortedDictionary<int, double>();
        foreach ((int place, double weight) in sum)
        {
            int within = Math.Clamp(place, 0, input - 1);
            merged[within] = merged.GetValueOrDefault(within) + weight;
        }

        foreach (int place in merged.Keys.Where(place => merged[place] == 0).ToArray())
        {
            if (merged.Count > 1) merged.Remove(place);
        }

        return merged;
    }
}
