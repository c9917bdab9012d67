using System.Collections.Generic;
using System.Collections.Immutable;

namespace TinyMl.Tasks.Plan;

/// <summary>
/// Offsets of the least height: greedy by size first, then an exact search, from the lower bound upwards, for what is lower. The
/// search is bounded by the number of its nodes and not by time, so that every machine finds the same plan.
/// </summary>
internal static class OffsetPlanner
{
    /// <summary>Enough to prove every plan of a network's size, and to end within a second.</summary>
    public const long NetworkNodes = 300_000;

    /// <summary>Places buffers that share no bytes while they meet in time.</summary>
    /// <param name="buffers">The buffers.</param>
    /// <param name="nodes">The most nodes of one search.</param>
    public static Placement Place(IReadOnlyList<ArenaBuffer> buffers, long nodes = NetworkNodes) => Place(buffers, [], nodes);

    /// <summary>Places buffers.</summary>
    /// <param name="buffers">The buffers.</param>
    /// <param name="overlaps">Which of them may share bytes while they meet in time, and how.</param>
    /// <param name="nodes">The most nodes of one search.</param>
    public static Placement Place(IReadOnlyList<ArenaBuffer> buffers, IReadOnlyList<BufferOverlap> overlaps, long nodes = NetworkNodes)
    {
        if (buffers.Count == 0) return new Placement([], 0, 0);

        var problem = new OffsetProblem(buffers, overlaps);
        ImmutableArray<int> offsets = GreedyOffsets.BySize(problem);
        int height = problem.Height(offsets);
        int lower = problem.LowerBound, unproved = lower;
        while (unproved < height)
        {
            // The first try is the lower bound itself, which is nearly always reached where nothing overlaps; then halves.
            int capacity = unproved == problem.LowerBound ? unproved : unproved + ((height - 1 - unproved) / 2);
            ImmutableArray<int>? lowerOffsets = OffsetSearch.TryPlace(problem, capacity, nodes, out bool isImpossible);
            if (lowerOffsets is { } found)
            {
                offsets = found;
                height = problem.Height(offsets);
                continue;
            }

            if (isImpossible && lower == unproved) lower = capacity + 1;
            unproved = capacity + 1;
        }

        return new Placement(offsets, height, lower);
    }
}
