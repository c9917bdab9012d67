using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Plan;

/// <summary>The buffers of a graph in the order in which they are first written, and how they may overlap. A state's next value has the bytes of the current one.</summary>
internal sealed class ArenaBuffers
{
    private readonly ImmutableArray<LoweredState> _states;

    public ArenaBuffers(LoweredGraph graph)
    {
        _states = graph.States;
        var lifetimes = new Lifetimes(graph);
        HashSet<Tensor> next = [.. graph.States.Select(state => state.Next)];
        Buffers =
        [
            .. from storage in lifetimes.Storages
               where !next.Contains(storage)
               select new ArenaBuffer(storage, lifetimes[storage].First, lifetimes[storage].Last, storage.ByteLength, storage.Type.Size()),
        ];
        Dictionary<Tensor, int> numbers = Buffers.Select((buffer, number) => (buffer.Storage, number)).ToDictionary(pair => pair.Storage, pair => pair.number);
        Overlaps = [.. graph.Operators.SelectMany((lowered, step) => OverlapsAt(graph, lowered, step, numbers))];
    }

    public ImmutableArray<ArenaBuffer> Buffers { get; }

    /// <summary>How outputs may lie over inputs that their operator is the last to read.</summary>
    public ImmutableArray<BufferOverlap> Overlaps { get; }

    /// <summary>The bytes that are needed while an operator runs, when its output lies over its inputs as far as it may.</summary>
    public int LiveAt(int step)
    {
        int live = Buffers.Where(buffer => buffer.IsLiveAt(step)).Sum(buffer => buffer.Size);
        foreach (IGrouping<int, BufferOverlap> overlaps in Overlaps.Where(overlap => Buffers[overlap.Output].First == step).GroupBy(overlap => overlap.Output))
        {
            int output = Buffers[overlaps.Key].Size;
            live -= Math.Min(output, overlaps.Sum(overlap => overlap.Distances.Shared(output, Buffers[overlap.Input].Size)));
        }

        return live;
    }

    /// <summary>The offset of each storage, from those of the buffers.</summary>
    public Dictionary<Tensor, int> Offsets(IReadOnlyList<int> offsets)
    {
        Dictionary<Tensor, int> places = Buffers.Select((buffer, number) => (buffer.Storage, number)).ToDictionary(pair => pair.Storage, pair => offsets[pair.number]);
        foreach (LoweredState state in _states) places.Add(state.Next, places[state.Current]);
        return places;
    }

    private IEnumerable<BufferOverlap> OverlapsAt(LoweredGraph graph, LoweredOperator lowered, int step, Dictionary<Tensor, int> numbers)
    {
        foreach ((Tensor written, Tensor read, OutputOverlap distances) in Distances(graph, lowered))
        {
            // A state's next value, which has no buffer of its own, stays until the next inference.
            if (!numbers.TryGetValue(graph.Storage(written), out int output) || Buffers[output].First != step || !numbers.TryGetValue(read, out int input)) continue;
            if (Buffers[input].Last == step && distances.Shared(Buffers[output].Size, Buffers[input].Size) > 0) yield return new BufferOverlap(output, input, distances);
        }
    }

    /// <summary>How the outputs of an operator may lie over storages that it reads, if nobody reads them afterwards: all outputs of a stream, the first one of others.</summary>
    public static IEnumerable<(Tensor Written, Tensor Read, OutputOverlap Distances)> Distances(LoweredGraph graph, LoweredOperator lowered) => lowered.Stream is { } stream
        ? stream.Overlaps.Select(overlap => (overlap.Output, graph.Storage(overlap.Input), overlap.Distances))
        : SafeOverlap.OfStorages(graph, lowered).Select(pair => (lowered.Outputs[0], pair.Storage, pair.Overlap));
}
