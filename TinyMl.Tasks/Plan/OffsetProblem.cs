using System.Collections.Generic;
using System.Linq;

namespace TinyMl.Tasks.Plan;

/// <summary>Buffers over sections: the spans of time between which no buffer begins or ends.</summary>
internal sealed class OffsetProblem
{
    private readonly int[] _first;
    private readonly int[] _end;
    private readonly int[] _live;

    public OffsetProblem(IReadOnlyList<ArenaBuffer> buffers)
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
    }

    public IReadOnlyList<ArenaBuffer> Buffers { get; }

    public int Count => Buffers.Count;

    public int Sections => _live.Length;

    /// <summary>The most bytes that are alive at once.</summary>
    public int LowerBound => _live.Max();

    /// <summary>A buffer's first section.</summary>
    public int First(int buffer) => _first[buffer];

    /// <summary>The section after a buffer's last one.</summary>
    public int End(int buffer) => _end[buffer];

    public int Size(int buffer) => Buffers[buffer].Size;

    public bool Meet(int left, int right) => _first[left] < _end[right] && _first[right] < _end[left];

    /// <summary>The most bytes that are alive in one of a buffer's sections.</summary>
    public int Crowd(int buffer) => _live[_first[buffer].._end[buffer]].Max();
}
