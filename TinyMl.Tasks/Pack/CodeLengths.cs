using System;
using System.Collections.Generic;
using System.Linq;

namespace TinyMl.Tasks.Pack;

/// <summary>
/// The lengths of a prefix code that takes the fewest bits of all whose codes are not longer than a maximum: package-merge (Larmore and
/// Hirschberg, A Fast Algorithm for Optimal Length-Limited Huffman Codes, JACM 37, 1990).
/// </summary>
internal static class CodeLengths
{
    /// <summary>The length for each symbol, 0 where its count is 0.</summary>
    /// <param name="counts">How often each symbol occurs; at least two do, and at most 2^<paramref name="maximum"/>.</param>
    /// <param name="maximum">The longest code.</param>
    public static int[] Of(ReadOnlySpan<int> counts, int maximum)
    {
        var symbols = new List<Package>();
        for (int symbol = 0; symbol < counts.Length; symbol++)
        {
            if (counts[symbol] > 0) symbols.Add(new Package(counts[symbol], symbol, null, null));
        }

        Package[] leaves = [.. symbols.OrderBy(leaf => leaf.Count)];
        Package[] row = leaves;
        for (int level = 1; level < maximum; level++)
        {
            Package[] pairs = [.. row.Chunk(2).Where(pair => pair.Length == 2).Select(pair => new Package(pair[0].Count + pair[1].Count, -1, pair[0], pair[1]))];

            // A stable sort: of equal counts, symbols come before pairs.
            row = [.. leaves.Concat(pairs).OrderBy(package => package.Count)];
        }

        int[] lengths = new int[counts.Length];
        foreach (Package package in row.Take((2 * leaves.Length) - 2)) package.AddTo(lengths);
        return lengths;
    }

    private sealed record Package(long Count, int Symbol, Package? First, Package? Second)
    {
        public void AddTo(int[] lengths)
        {
            if (First is null || Second is null)
            {
                lengths[Symbol]++;
                return;
            }

            First.AddTo(lengths);
            Second.AddTo(lengths);
        }
    }
}
