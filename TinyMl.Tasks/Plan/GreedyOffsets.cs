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
    public static ImmutableArray<int> BySize(OffsetProblem problem)
    {
        int[] offsets = new int[problem.Count];
        var placed = new List<int>();
        foreach (int i in Enumerable.Range(0, problem.Count).OrderByDescending(problem.Size))
        {
            // Between the highest start below another buffer and the lowest one above it nothing is free.
            var taken = from other in placed
                        where problem.Meet(i, other)
                        let below = offsets[other] - problem.Gap(i, other)
                        orderby below
                        select (Below: below, Above: offsets[other] + problem.Gap(other, i));
            int offset = 0;
            foreach ((int below, int above) in taken)
            {
                if (offset <= below) break;
                offset = Math.Max(offset, problem.Buffers[i].Align(above));
            }

            offsets[i] = offset;
            placed.Add(i);
        }

        return [.. offsets];
    }
}
