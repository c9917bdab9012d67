using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;

namespace TinyMl.Tasks.Plan;

/// <summary>
/// Offsets of the least height: greedy by size first, then an exact search for what is lower. A capacity that is a little too small can take forever to
/// refute, and one a little larger be filled at once; so rounds of searches go from the lower bound upwards by halves, each round longer and
/// closer than the one before. The nodes are bounded and not the time, so that every machine finds the same plan.
/// </summary>
internal static class OffsetPlanner
{
    /// <summary>Enough to prove nearly every plan of a network's size, and to end within a second or two where it does not.</summary>
    public const long NetworkNodes = 300_000;

    private const long ShortestSearch = 20_000;

    /// <summary>Places buffers that share no bytes while they meet in time.</summary>
    /// <param name="buffers">The buffers.</param>
    /// <param name="nodes">The most nodes of all searches.</param>
    public static Placement Place(IReadOnlyList<ArenaBuffer> buffers, long nodes = NetworkNodes) => Place(buffers, [], nodes);

    /// <summary>Places buffers.</summary>
    /// <param name="buffers">The buffers.</param>
    /// <param name="overlaps">Which of them may share bytes while they meet in time, and how.</param>
    /// <param name="nodes">The most nodes of all searches.</param>
    /// <param name="cancellation">Stops the searches.</param>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static Placement Place(IReadOnlyList<ArenaBuffer> buffers, IReadOnlyList<BufferOverlap> overlaps, long nodes = NetworkNodes, CancellationToken cancellation = default)
    {
        if (buffers.Count == 0) return new Placement([], 0, 0);

        var problem = new OffsetProblem(buffers, overlaps);
        ImmutableArray<int> offsets = GreedyOffsets.BySize(problem);
        int height = problem.Height(offsets), lower = problem.LowerBound;
        for ((long most, int step) = (ShortestSearch, (height - lower) / 4); lower < height && nodes > 0; (most, step) = (most * 4, step / 4))
        {
            // The first try is the bound itself, which is nearly always reached where nothing overlaps.
            int capacity = lower, tried = lower;
            while (height - tried > step && nodes > 0)
            {
                long left = Math.Min(most, nodes);
                nodes -= left;
                ImmutableArray<int>? found = OffsetSearch.TryPlace(problem, capacity, ref left, out bool isImpossible, cancellation);
                nodes += left;
                if (isImpossible) lower = capacity + 1;
                if (found is { } placed)
                {
                    offsets = placed;
                    height = problem.Height(offsets);
                }
                else
                {
                    tried = capacity + 1;
                }

                capacity = tried + ((height - 1 - tried) / 2);
            }
        }

        return new Placement(offsets, height, lower);
    }
}
