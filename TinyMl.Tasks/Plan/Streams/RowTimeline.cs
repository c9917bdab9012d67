using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Plan.Streams;

/// <summary>
/// When the rows of a stream's tensors are written and read last, if its layers run as <see cref="TinyMl.Operators.Data.Stream"/> runs them.
/// Every row that a layer computes is one point in time, from 0 on.
/// </summary>
internal sealed class RowTimeline
{
    private readonly ImmutableArray<StreamLayer> _layers;
    private readonly ImmutableArray<ImmutableArray<int>> _sources;
    private readonly Dictionary<Tensor, int[]> _lastReads = [];
    private readonly List<int>[] _writes;

    /// <param name="layers">The layers.</param>
    /// <param name="sources">For each layer the layers that compute its inputs, in the order in which they are asked for rows.</param>
    /// <param name="isWhole">For each layer whether all of its rows are computed.</param>
    public RowTimeline(ImmutableArray<StreamLayer> layers, ImmutableArray<ImmutableArray<int>> sources, ImmutableArray<bool> isWhole)
    {
        _layers = layers;
        _sources = sources;
        _writes = [.. layers.Select(layer => new List<int>(layer.Rows))];
        foreach (StreamLayer layer in layers)
        {
            foreach (Tensor input in layer.RowInputs) _lastReads.TryAdd(input, NeverRead(input.Shape[1]));
        }

        for (int i = layers.Length - 1; i >= 0; i--)
        {
            if (isWhole[i]) Advance(i, layers[i].Rows);
        }
    }

    /// <summary>The points in time.</summary>
    public int Length { get; private set; }

    /// <summary>When a layer computes its rows; those that nobody asks for are left out.</summary>
    public IReadOnlyList<int> Writes(int layer) => _writes[layer];

    /// <summary>When each row of a tensor is read last; -1 where it never is.</summary>
    public ReadOnlySpan<int> LastReads(Tensor tensor) => _lastReads.TryGetValue(tensor, out int[]? reads) ? reads : [];

    /// <summary>The least number of slots with which no row of a layer's output is overwritten before it is read last.</summary>
    public int Slots(int layer)
    {
        List<int> writes = _writes[layer];
        ReadOnlySpan<int> reads = LastReads(_layers[layer].Output);
        int slots = 1;
        for (int row = 0; row < writes.Count && !reads.IsEmpty; row++)
        {
            while (row + slots < writes.Count && writes[row + slots] <= reads[row]) slots++;
        }

        return slots;
    }

    private static int[] NeverRead(int rows)
    {
        int[] reads = new int[rows];
        Array.Fill(reads, -1);
        return reads;
    }

    private void Advance(int index, int end)
    {
        StreamLayer layer = _layers[index];
        for (int row = _writes[index].Count; row < end; row++)
        {
            int first = layer.FirstRow(row), needed = layer.EndRow(row);
            foreach (int source in _sources[index]) Advance(source, needed);
            int now = Length++;
            foreach (Tensor input in layer.RowInputs) _lastReads[input].AsSpan(first..Math.Max(first, needed)).Fill(now);
            _writes[index].Add(now);
        }
    }
}
