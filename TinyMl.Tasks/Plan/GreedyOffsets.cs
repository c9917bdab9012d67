using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Plan;

/// <summary>
/// Offsets in one pass: the largest buffer first, each at the lowest offset that is free (Pisarchyk and Lee, "Efficient Memory
/// Management for Deep Neural Net Inference", 2020, algorithm "greedy by size").
/// </summary>
internal static class GreedyOffsets
{
    /// <summary>The offsets, in the buffers' order.</summary>
    public static ImmutableArray<int> BySize(IReadOnlyList<ArenaBuffer> buffers)
    {
        int[] offsets = new int[buffers.Count];
        var placed = new List<int>();
        foreach (int i in Enumerable.Range(0, buffers.Count).OrderByDescending(i => buffers[i].Size))
        {
            int offset = 0;
            foreach (int other in placed.Where(other => buffers[i].MeetsInTime(buffers[other])).OrderBy(other => offsets[other]))
            {
                if (offset + buffers[i].Size <= offsets[other]) break;
                offset = Math.Max(offset, buffers[i].Align(offsets[other] + buffers[other].Size));
            }

            offsets[i] = offset;
            placed.Add(i);
        }

        return [.. offsets];
    }
}
