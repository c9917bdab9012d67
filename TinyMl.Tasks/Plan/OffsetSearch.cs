using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Plan;

/// <summary>
/// Exact search for offsets within a capacity by branch and bound. In some solution every buffer rests on the floor or on another
/// buffer, so that buffers are placed from low to high, each where it rests (Moffitt, "MiniMalloc: A Lightweight Memory Allocator
/// for Hardware-Accelerated Machine Learning", ASPLOS 2023). A branch ends where what is left of a section does not fit above its
/// floor, where a buffer is left out that would fit below the one placed, and where the same rest failed before; parts of the
/// rest that never meet in time are searched by themselves.
/// </summary>
internal sealed class OffsetSearch
{
    private readonly OffsetProblem _problem;
    private readonly int _capacity;
    private readonly int[] _ranks;
    private readonly int[] _offsets;
    private readonly long[] _filled;
    private readonly HashSet<ulong> _failed = [];
    private long _nodesLeft;

    private OffsetSearch(OffsetProblem problem, int capacity, int[] ranks, long nodes)
    {
        _problem = problem;
        _capacity = capacity;
        _ranks = ranks;
        _nodesLeft = nodes;
        _offsets = new int[problem.Count];
        _filled = new long[problem.Sections];
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
    /// <param name="nodes">The most nodes to search.</param>
    /// <param name="isImpossible">Whether it was shown that there are none.</param>
    public static ImmutableArray<int>? TryPlace(OffsetProblem problem, int capacity, long nodes, out bool isImpossible)
    {
        isImpossible = false;
        foreach ((int[] ranks, long share) in SearchOrders.Of(problem))
        {
            long most = Math.Min(share, nodes);
            if (most <= 0) return null;
            var search = new OffsetSearch(problem, capacity, ranks, most);
            switch (search.PlaceApart([.. Enumerable.Range(0, problem.Count).OrderBy(i => ranks[i])], floor: 0, lastRank: -1))
            {
                case Outcome.Placed:
                    return [.. search._offsets];
                case Outcome.Impossible:
                    isImpossible = true;
                    return null;
            }

            nodes -= most - Math.Max(0, search._nodesLeft);
        }

        return null;
    }

    /// <summary>Places buffers, those that never meet in time by themselves.</summary>
    private Outcome PlaceApart(int[] buffers, int floor, int lastRank)
    {
        if (buffers.Length == 0) return Outcome.Placed;

        List<int[]> parts = Parts(buffers);
        foreach (int[] part in parts.OrderBy(part => part.Length))
        {
            Outcome outcome = Place(part, floor, lastRank);
            if (outcome != Outcome.Placed) return outcome;
        }

        return Outcome.Placed;
    }

    private List<int[]> Parts(int[] buffers)
    {
        int[] byTime = [.. buffers.OrderBy(_problem.First)];
        var parts = new List<int[]>();
        int begin = 0, reach = _problem.End(byTime[0]);
        for (int i = 1; i <= byTime.Length; i++)
        {
            if (i < byTime.Length && _problem.First(byTime[i]) < reach)
            {
                reach = Math.Max(reach, _problem.End(byTime[i]));
                continue;
            }

            parts.Add(begin == 0 && i == byTime.Length ? buffers : [.. byTime[begin..i].OrderBy(buffer => _ranks[buffer])]);
            begin = i;
            if (i < byTime.Length) reach = _problem.End(byTime[i]);
        }

        return parts;
    }

    /// <summary>Places buffers that hang together in time, none of them below the floor; <see cref="_offsets"/> says where each would rest.</summary>
    private Outcome Place(int[] buffers, int floor, int lastRank)
    {
        if (--_nodesLeft < 0) return Outcome.Unknown;
        ulong state = State(buffers, floor, lastRank);
        if (_failed.Contains(state)) return Outcome.Impossible;

        int[] next = Next(buffers, floor, lastRank);
        if (next.Length > 0 && Fits(buffers, _offsets[next[0]]))
        {
            int[] before = [.. buffers.Select(buffer => _offsets[buffer])];
            foreach (int buffer in next)
            {
                Outcome outcome = PlaceFirst(buffer, buffers);
                if (outcome != Outcome.Impossible) return outcome;
                for (int i = 0; i < buffers.Length; i++) _offsets[buffers[i]] = before[i];
            }
        }

        _failed.Add(state);
        return Outcome.Impossible;
    }

    /// <summary>
    /// The buffers that may come next, lowest first. Those that rest below the floor had their turn; one at the floor comes in the order
    /// of ranks; and none comes whose foot is above the place of another, which could lie below it.
    /// </summary>
    private int[] Next(int[] buffers, int floor, int lastRank)
    {
        int ceiling = buffers.Min(buffer => Math.Max(_offsets[buffer], floor) + _problem.Size(buffer));
        return [.. buffers.Where(MayFollow).OrderBy(buffer => _offsets[buffer])];

        bool MayFollow(int buffer) =>
            _offsets[buffer] >= floor && _offsets[buffer] < ceiling && (_offsets[buffer] > floor || _ranks[buffer] > lastRank);
    }

    /// <summary>
    /// Whether no section overflows, when none of the buffers lies below the floor: of those that rest at least so high, the sizes add
    /// up above the lowest of them.
    /// </summary>
    private bool Fits(int[] buffers, int floor)
    {
        int first = buffers.Min(_problem.First), end = buffers.Max(_problem.End);
        Array.Clear(_filled, first, end - first);
        foreach (int buffer in buffers.OrderByDescending(buffer => Math.Max(_offsets[buffer], floor)))
        {
            long room = _capacity - Math.Max(_offsets[buffer], floor);
            for (int section = _problem.First(buffer); section < _problem.End(buffer); section++)
            {
                if ((_filled[section] += _problem.Size(buffer)) > room) return false;
            }
        }

        return true;
    }

    private Outcome PlaceFirst(int placed, int[] buffers)
    {
        int top = _offsets[placed] + _problem.Size(placed);
        if (top > _capacity) return Outcome.Impossible;
        foreach (int buffer in buffers)
        {
            if (buffer == placed || !_problem.Meet(placed, buffer) || _offsets[buffer] >= top) continue;
            _offsets[buffer] = _problem.Buffers[buffer].Align(top);
            if (_offsets[buffer] + _problem.Size(buffer) > _capacity) return Outcome.Impossible;
        }

        return PlaceApart([.. buffers.Where(buffer => buffer != placed)], _offsets[placed], _ranks[placed]);
    }

    /// <summary>A hash of all that decides whether the buffers can be placed. Equal ones by chance are as likely as a hardware fault.</summary>
    private ulong State(int[] buffers, int floor, int lastRank)
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

    // The finalizer of SplitMix64.
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
