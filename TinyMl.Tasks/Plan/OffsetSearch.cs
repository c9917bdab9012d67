using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using static TinyMl.Tasks.Plan.SplitMix64;

namespace TinyMl.Tasks.Plan;

/// <summary>
/// Exact search for offsets within a capacity by branch and bound. In some solution every buffer rests on the floor or, at the gap
/// between them, on another buffer, so that buffers are placed from low to high, each where it rests (Moffitt, "MiniMalloc: A
/// Lightweight Memory Allocator for Hardware-Accelerated Machine Learning", ASPLOS 2023). A branch ends where what is left of a
/// section does not fit above its floor, where a buffer is left out that would fit below the one placed, and where the same rest
/// failed before; parts of the rest that never meet in time are searched by themselves.
/// </summary>
internal sealed class OffsetSearch
{
    private readonly OffsetProblem _problem;
    private readonly int _capacity;
    private readonly CancellationToken _cancellation;
    private readonly int[] _ranks;
    private readonly int[] _byRank;
    private readonly int[] _sizes;
    private readonly int[] _first;
    private readonly int[] _end;

    // Where each buffer lies, or would rest on those that lie already.
    private readonly int[] _offsets;
    private readonly long[] _filled;

    // The number of the last check for overflow in which each buffer was counted.
    private readonly long[] _counted;
    private readonly HashSet<ulong> _failed = [];
    private readonly Level?[] _levels;

    // Offsets before they were raised.
    private readonly Stack<(int Buffer, int Offset)> _trail = [];
    private long _nodesLeft;
    private long _checks;

    private OffsetSearch(OffsetProblem problem, int capacity, int[] ranks, long nodes, CancellationToken cancellation)
    {
        int count = problem.Count;
        _problem = problem;
        _capacity = capacity;
        _nodesLeft = nodes;
        _cancellation = cancellation;
        _ranks = ranks;
        _byRank = new int[count];
        for (int buffer = 0; buffer < count; buffer++) _byRank[ranks[buffer]] = buffer;
        _sizes = [.. Enumerable.Range(0, count).Select(problem.Size)];
        _first = [.. Enumerable.Range(0, count).Select(problem.First)];
        _end = [.. Enumerable.Range(0, count).Select(problem.End)];
        _offsets = new int[count];
        _counted = new long[count];
        _filled = new long[problem.Sections];
        _levels = new Level?[count + 1];
    }

    private enum Outcome
    {
        Placed,
        Impossible,
        Unknown,
    }

    /// <summary>Offsets within a capacity, or null.</summary>
    /// <param name="problem">The buffers.</param>
    /// <param name="capacity">Where the highest buffer must end at the latest.</param>
    /// <param name="nodes">The most nodes to search; afterwards, how many are left of them.</param>
    /// <param name="isImpossible">Whether it was shown that there are none.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static ImmutableArray<int>? TryPlace(OffsetProblem problem, int capacity, ref long nodes, out bool isImpossible, CancellationToken cancellation)
    {
        isImpossible = false;
        foreach ((int[] ranks, long share) in SearchOrders.Of(problem))
        {
            long most = Math.Min(share, nodes);
            if (most <= 0) return null;
            var search = new OffsetSearch(problem, capacity, ranks, most, cancellation);
            Outcome outcome = search.PlaceAll();
            nodes -= most - Math.Max(0, search._nodesLeft);
            switch (outcome)
            {
                case Outcome.Placed:
                    return [.. search._offsets];
                case Outcome.Impossible:
                    isImpossible = true;
                    return null;
            }
        }

        return null;
    }

    private Outcome PlaceAll()
    {
        Level level = LevelAt(0);
        int[] byTime = [.. Enumerable.Range(0, _problem.Count).OrderBy(buffer => _first[buffer])];
        byTime.CopyTo(level.Rest, 0);
        return PlaceApart(level, byTime.Length, floor: 0, lastRank: -1, depth: 1);
    }

    /// <summary>Places the first buffers of a level's rest, those that never meet in time by themselves, the fewest first.</summary>
    private Outcome PlaceApart(Level level, int count, int floor, int lastRank, int depth)
    {
        int parts = 0;
        for (int i = 0, reach = 0; i < count; i++)
        {
            int buffer = level.Rest[i];
            if (i == 0 || _first[buffer] >= reach) level.Begins[parts++] = i;
            reach = Math.Max(reach, _end[buffer]);
        }

        level.Begins[parts] = count;
        if (parts > 1) level.SortParts(parts);
        for (int part = 0; part < parts; part++)
        {
            (int begin, int end) = parts == 1 ? (0, count) : level.Part(part);
            Outcome outcome = Place(level.Rest.AsSpan(begin, end - begin), floor, lastRank, depth);
            if (outcome != Outcome.Placed) return outcome;
        }

        return Outcome.Placed;
    }

    /// <summary>Places buffers that hang together in time, none of them below the floor; they stand in the order of time.</summary>
    private Outcome Place(ReadOnlySpan<int> buffers, int floor, int lastRank, int depth)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (--_nodesLeft < 0) return Outcome.Unknown;
        ulong state = State(buffers, floor, lastRank);
        if (_failed.Contains(state)) return Outcome.Impossible;

        Level level = LevelAt(depth);
        int candidates = FindCandidates(buffers, floor, lastRank, level);
        if (candidates > 0 && Fits(buffers, (int)(level.Candidates[0] >> 32), level))
        {
            int mark = _trail.Count;
            for (int i = 0; i < candidates; i++)
            {
                Outcome outcome = PlaceFirst(_byRank[(int)level.Candidates[i]], buffers, level, depth);
                if (outcome != Outcome.Impossible) return outcome;
                while (_trail.Count > mark)
                {
                    (int raised, int offset) = _trail.Pop();
                    _offsets[raised] = offset;
                }
            }
        }

        _failed.Add(state);
        return Outcome.Impossible;
    }

    /// <summary>
    /// The buffers that may come next, lowest first, as offset and rank in one number. Those that rest below the floor had their turn;
    /// one at the floor comes in the order of ranks, unless it shares its start with one that had to come before it; and none comes
    /// whose foot is above the place of another, which could lie below it.
    /// </summary>
    private int FindCandidates(ReadOnlySpan<int> buffers, int floor, int lastRank, Level level)
    {
        int ceiling = int.MaxValue;
        foreach (int buffer in buffers) ceiling = Math.Min(ceiling, Math.Max(_offsets[buffer], floor) + _sizes[buffer]);

        int count = 0;
        foreach (int buffer in buffers)
        {
            int offset = _offsets[buffer];
            if (offset < floor || offset >= ceiling) continue;
            if (offset == floor && _ranks[buffer] < lastRank && !StartsWithAnother(buffer, buffers)) continue;
            level.Candidates[count++] = ((long)offset << 32) | (uint)_ranks[buffer];
        }

        Array.Sort(level.Candidates, 0, count);
        return count;
    }

    // Whether a buffer that is placed, no longer among the others, may start where this one does, if it comes first.
    private bool StartsWithAnother(int buffer, ReadOnlySpan<int> rest)
    {
        foreach (BufferNeighbor neighbor in _problem.Neighbors(buffer))
        {
            if (neighbor.GapAbove == 0 && !rest.Contains(neighbor.Buffer)) return true;
        }

        return false;
    }

    /// <summary>
    /// Whether no section overflows, when none of the buffers lies below the floor: of those that rest at least so high, the sizes, less
    /// what they can share, add up above the lowest of them.
    /// </summary>
    private bool Fits(ReadOnlySpan<int> buffers, int floor, Level level)
    {
        int first = _first[buffers[0]], end = 0;
        for (int i = 0; i < buffers.Length; i++)
        {
            int buffer = buffers[i];
            end = Math.Max(end, _end[buffer]);
            level.Heights[i] = ((long)Math.Max(_offsets[buffer], floor) << 32) | (uint)_ranks[buffer];
        }

        _checks++;
        Array.Clear(_filled, first, end - first);
        Array.Sort(level.Heights, 0, buffers.Length);
        for (int i = buffers.Length - 1; i >= 0; i--)
        {
            int buffer = _byRank[(int)level.Heights[i]], size = _sizes[buffer];
            long room = _capacity - (level.Heights[i] >> 32);
            foreach (BufferNeighbor neighbor in _problem.Neighbors(buffer))
            {
                if (_counted[neighbor.Buffer] == _checks) _filled[neighbor.Section] -= neighbor.Shared;
            }

            _counted[buffer] = _checks;
            for (int section = _first[buffer]; section < _end[buffer]; section++)
            {
                if ((_filled[section] += size) > room) return false;
            }
        }

        return true;
    }

    private Outcome PlaceFirst(int placed, ReadOnlySpan<int> buffers, Level level, int depth)
    {
        int offset = _offsets[placed], top = offset + _sizes[placed];
        if (top > _capacity) return Outcome.Impossible;
        bool overlaps = _problem.Neighbors(placed).Length > 0;
        int count = 0;
        foreach (int buffer in buffers)
        {
            if (buffer == placed) continue;
            level.Rest[count++] = buffer;
            if (_offsets[buffer] >= top || _first[buffer] >= _end[placed] || _first[placed] >= _end[buffer]) continue;
            int foot = overlaps ? offset + _problem.Gap(placed, buffer) : top;
            if (_offsets[buffer] >= foot) continue;
            _trail.Push((buffer, _offsets[buffer]));
            _offsets[buffer] = _problem.Buffers[buffer].Align(foot);
            if (_offsets[buffer] + _sizes[buffer] > _capacity) return Outcome.Impossible;
        }

        return PlaceApart(level, count, offset, _ranks[placed], depth + 1);
    }

    /// <summary>A hash of all that decides whether the buffers can be placed. Equal ones by chance are as likely as a hardware fault.</summary>
    private ulong State(ReadOnlySpan<int> buffers, int floor, int lastRank)
    {
        ulong state = Mix((ulong)floor);
        bool isTie = false;
        foreach (int buffer in buffers)
        {
            isTie |= _offsets[buffer] == floor;
            state += Mix((((ulong)buffer + 1) << 32) | (uint)(_offsets[buffer] < floor ? 0 : _offsets[buffer] + 1));
        }

        return isTie ? state + Mix(~(ulong)lastRank) : state;
    }

    private Level LevelAt(int depth) => _levels[depth] ??= new Level(_problem.Count);

    /// <summary>Memory of the search at one depth, made once.</summary>
    private sealed class Level(int count)
    {
        /// <summary>The buffers that are left, in the order of time.</summary>
        public int[] Rest { get; } = new int[count];

        /// <summary>Where the parts of the rest begin that never meet in time, and the end of the last.</summary>
        public int[] Begins { get; } = new int[count + 1];

        /// <summary>The buffers that may come next: the offset in the upper half, the rank in the lower one.</summary>
        public long[] Candidates { get; } = new long[count];

        /// <summary>How high each of the buffers rests at least: the offset in the upper half, the rank in the lower one.</summary>
        public long[] Heights { get; } = new long[count];

        // Parts from the shortest on: the length in the upper half, the number in the lower one.
        private long[] Parts { get; } = new long[count];

        public void SortParts(int parts)
        {
            for (int part = 0; part < parts; part++) Parts[part] = ((long)(Begins[part + 1] - Begins[part]) << 32) | (uint)part;
            Array.Sort(Parts, 0, parts);
        }

        public (int Begin, int End) Part(int index)
        {
            int part = (int)Parts[index];
            return (Begins[part], Begins[part + 1]);
        }
    }
}
