using System;
using System.Collections.Generic;
using System.Linq;

namespace TinyMl.Tasks.Plan;

/// <summary>
/// Buffers over sections: the spans of time between which no buffer begins or ends. Of two buffers that meet in time, the upper one
/// starts at least <see cref="Gap"/> bytes above the start of the lower one.
/// </summary>
internal sealed class OffsetProblem
{
    private readonly int[] _first;
    private readonly int[] _end;
    private readonly int[] _live;

    // For each buffer the buffers that it may share bytes with.
    private readonly BufferNeighbor[][] _neighbors;

    /// <summary>Takes buffers, and how some of them may overlap: each pair at most once, the output written in the step in which the input is read last.</summary>
    public OffsetProblem(IReadOnlyList<ArenaBuffer> buffers, IReadOnlyList<BufferOverlap> overlaps)
    {
        Buffers = buffers;
        int[] times = [.. buffers.SelectMany(buffer => new[] { buffer.First, buffer.Last + 1 }).Distinct().Order()];
        Dictionary<int, int> sections = times.Select((time, section) => (time, section)).ToDictionary(pair => pair.time, pair => pair.section);
        _first = [.. buffers.Select(buffer => sections[buffer.First])];
        _end = [.. buffers.Select(buffer => sections[buffer.Last + 1])];
        _live = new int[times.Length];
        for (int i = 0; i < Count; i++)
        {
            for (int section = First(i); section < End(i); section++) _live[section] += buffers[i].Size;
        }

        ILookup<int, BufferNeighbor> neighbors = overlaps.SelectMany(Neighbors).ToLookup(pair => pair.Buffer, pair => pair.Neighbor);
        _neighbors = [.. Enumerable.Range(0, Count).Select(buffer => neighbors[buffer].ToArray())];

        // The inputs of one output do not share bytes with one another.
        foreach (IGrouping<int, BufferOverlap> output in overlaps.GroupBy(overlap => overlap.Output))
        {
            int shared = output.Sum(overlap => overlap.Distances.Shared(Size(overlap.Output), Size(overlap.Input)));
            _live[First(output.Key)] -= Math.Min(shared, Size(output.Key));
        }
    }

    public IReadOnlyList<ArenaBuffer> Buffers { get; }

    public int Count => Buffers.Count;

    public int Sections => _live.Length;

    /// <summary>The most bytes that are needed at once.</summary>
    public int LowerBound => _live.Max();

    /// <summary>A buffer's first section.</summary>
    public int First(int buffer) => _first[buffer];

    /// <summary>The section after a buffer's last one.</summary>
    public int End(int buffer) => _end[buffer];

    public int Size(int buffer) => Buffers[buffer].Size;

    public bool Meet(int left, int right) => _first[left] < _end[right] && _first[right] < _end[left];

    /// <summary>The buffers that a buffer may share bytes with.</summary>
    public BufferNeighbor[] Neighbors(int buffer) => _neighbors[buffer];

    /// <summary>The least bytes from the start of a buffer to that of one above it, when both meet in time.</summary>
    public int Gap(int lower, int upper)
    {
        foreach (BufferNeighbor neighbor in _neighbors[lower])
        {
            if (neighbor.Buffer == upper) return neighbor.GapBelow;
        }

        return Buffers[lower].Size;
    }

    /// <summary>The most bytes that are needed at once in one of a buffer's sections.</summary>
    public int Crowd(int buffer) => _live[_first[buffer].._end[buffer]].Max();

    /// <summary>The end of the highest buffer.</summary>
    public int Height(IReadOnlyList<int> offsets) => Enumerable.Range(0, Count).Max(buffer => offsets[buffer] + Size(buffer));

    // An overlap as its output and as its input see it.
    private IEnumerable<(int Buffer, BufferNeighbor Neighbor)> Neighbors(BufferOverlap overlap)
    {
        (int output, int input, (int below, int above)) = overlap;
        int shared = overlap.Distances.Shared(Size(output), Size(input)), section = First(output);
        yield return (output, new BufferNeighbor(input, below, above, shared, section));
        yield return (input, new BufferNeighbor(output, above, below, shared, section));
    }
}
