using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Plan;

/// <summary>
/// Offsets of the least height: greedy by size first, then an exact search, from the lower bound upwards, for what is lower. The
/// search is bounded by the number of its nodes and not by time, so that every machine finds the same plan.
/// </summary>
internal static class OffsetPlanner
{
    /// <summary>Enough to prove every plan of a network's size, and to end within a second.</summary>
    public const long NetworkNodes = 300_000;

    /// <summary>Places buffers.</summary>
    /// <param name="buffers">The buffers.</param>
    /// <param name="nodes">The most nodes of one search.</param>
    public static Placement Place(IReadOnlyList<ArenaBuffer> buffers, long nodes = NetworkNodes)
    {
        if (buffers.Count == 0) return new Placement([], 0, 0);

        ImmutableArray<int> offsets = GreedyOffsets.BySize(buffers);
        int height = Height(buffers, offsets);
        var problem = new OffsetProblem(buffers);
        int lower = problem.LowerBound, unproved = lower;
        while (unproved < height)
        {
            // The first try is the lower bound itself, which is nearly always reached; then halves.
            int capacity = unproved == problem.LowerBound ? unproved : unproved + ((height - 1 - unproved) / 2);
            ImmutableArray<int>? lowerOffsets = OffsetSearch.TryPlace(problem, capacity, nodes, out bool isImpossible);
            if (lowerOffsets is { } found)
            {
                offsets = found;
                height = Height(buffers, offsets);
                continue;
            }

            if (isImpossible && lower == unproved) lower = capacity + 1;
            unproved = capacity + 1;
        }

        return new Placement(offsets, height, lower);
    }

    private static int Height(IReadOnlyList<ArenaBuffer> buffers, ImmutableArray<int> offsets) => buffers.Select((buffer, i) => offsets[i] + buffer.Size).Max();
}
