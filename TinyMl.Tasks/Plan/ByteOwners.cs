using System.Collections.Generic;

namespace TinyMl.Tasks.Plan;

/// <summary>Who wrote each byte of an arena last, as runs of bytes of one writer.</summary>
internal sealed class ByteOwners
{
    /// <summary>The writer of bytes that nobody wrote.</summary>
    public const int Nobody = -1;

    // Each run ends where the next one starts.
    private readonly List<(int Start, int Owner)> _runs = [(0, Nobody)];

    /// <summary>Bytes get a writer.</summary>
    public void Write(int start, int length, int owner)
    {
        int end = start + length, first = RunAt(start), last = RunAt(end);
        int before = first > 0 && _runs[first].Start == start ? _runs[first - 1].Owner : _runs[first].Start < start ? _runs[first].Owner : Nobody - 1;
        int after = _runs[last].Owner;

        // What is left of the first run stays; the last one starts again behind the bytes.
        int kept = _runs[first].Start < start ? first + 1 : first;
        _runs.RemoveRange(kept, last + 1 - kept);
        if (after != owner) _runs.Insert(kept, (end, after));
        if (before != owner) _runs.Insert(kept, (start, owner));
    }

    /// <summary>The first writer of some bytes who is not the one expected, or the expected one.</summary>
    public int OwnerBeside(int expected, int start, int length)
    {
        for (int run = RunAt(start); run < _runs.Count && _runs[run].Start < start + length; run++)
        {
            if (_runs[run].Owner != expected) return _runs[run].Owner;
        }

        return expected;
    }

    // The run that holds a byte.
    private int RunAt(int position)
    {
        int low = 0, high = _runs.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_runs[middle].Start <= position) low = middle;
            else high = middle - 1;
        }

        return low;
    }
}
