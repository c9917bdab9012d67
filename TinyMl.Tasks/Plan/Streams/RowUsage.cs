using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Plan.Streams;

/// <summary>The bytes of a stream's tensors that are in use at each point of a <see cref="RowTimeline"/>.</summary>
internal sealed class RowUsage(int length)
{
    // What is added at each point, and what is gone after it.
    private readonly int[] _changes = new int[length + 1];

    /// <summary>Adds the slots of a tensor.</summary>
    public void Add(RowOccupancy rows)
    {
        foreach ((int first, int last) in rows.Slots.SelectMany(spans => spans)) Add(rows.SlotBytes, first, last);
    }

    /// <summary>Adds an input: its rows until they are read last, or all of it where it is not read by rows.</summary>
    public void Add(Tensor input, ReadOnlySpan<int> lastReads)
    {
        if (lastReads.IsEmpty) Add(input.ByteLength, 0, length);
        foreach (int last in lastReads) Add(RowOccupancy.RowBytes(input), 0, last);
    }

    /// <summary>The most bytes at some of the points.</summary>
    public int Most(IReadOnlyList<int> points)
    {
        int most = 0, bytes = 0, next = 0;
        for (int now = 0; now < length && next < points.Count; now++)
        {
            bytes += _changes[now];
            if (now != points[next]) continue;
            most = Math.Max(most, bytes);
            next++;
        }

        return most;
    }

    private void Add(int bytes, int first, int last)
    {
        _changes[first] += bytes;
        _changes[Math.Min(length, last + 1)] -= bytes;
    }
}
