using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Plan.Streams;

/// <summary>
/// Where a graph is cut into streams and single operators, so that the part that needs the most bytes needs as few as possible; of equal
/// cuts that with the fewest operators in streams, then with the fewest streams. Exact by dynamic programming: what a part needs does not
/// depend on how the others are cut.
/// </summary>
internal sealed class StreamCuts
{
    // So that planning takes a part of a second: rows that are run through for all possible streams together.
    private const long MostRows = 3_000_000;
    private const int ShortestLimit = 12;

    private readonly LoweredGraph _graph;
    private readonly Lifetimes _lifetimes;

    // They have the bytes of the current ones.
    private readonly HashSet<Tensor> _nextStates;

    private StreamCuts(LoweredGraph graph)
    {
        _graph = graph;
        _lifetimes = new Lifetimes(graph);
        _nextStates = [.. graph.States.Select(state => state.Next)];
    }

    /// <summary>The graph with streams, or null where none makes it need less.</summary>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static LoweredGraph? Choose(LoweredGraph graph, CancellationToken cancellation = default)
    {
        ImmutableArray<Part> parts = new StreamCuts(graph).Parts(cancellation);
        return parts.All(part => part.Layers == 0) ? null : graph with { Operators = [.. parts.Select(part => part.Operator)] };
    }

    private ImmutableArray<Part> Parts(CancellationToken cancellation)
    {
        Part[][] ending = Candidates(cancellation);
        int[] least = new int[ending.Length + 1];
        for (int end = 1; end <= ending.Length; end++) least[end] = ending[end - 1].Min(part => Math.Max(part.Bytes, least[part.First]));

        // As few operators in streams as possible, within the least bytes.
        var best = new (int Layers, int Streams, Part? Last)[ending.Length + 1];
        for (int end = 1; end <= ending.Length; end++)
        {
            best[end] = (from part in ending[end - 1]
                         where part.Bytes <= least[^1] && (part.First == 0 || best[part.First].Last is not null)
                         let before = best[part.First]
                         let cost = (Layers: before.Layers + part.Layers, Streams: before.Streams + (part.Layers > 0 ? 1 : 0), Last: (Part?)part)
                         orderby cost.Layers, cost.Streams
                         select cost).FirstOrDefault();
        }

        var parts = new Stack<Part>();
        for (int end = ending.Length; end > 0; end = parts.Peek().First) parts.Push(best[end].Last!);
        return [.. parts];
    }

    // For each operator the parts that end with it.
    private Part[][] Candidates(CancellationToken cancellation)
    {
        var builder = new StreamBuilder(_graph);
        List<Part>[] ending = [.. _graph.Operators.Select(_ => new List<Part>())];
        int most = MostLayers();
        for (int first = 0; first < ending.Length; first++)
        {
            LoweredOperator single = _graph.Operators[first];
            ending[first].Add(new Part(first, single, 0, Bytes(single, first, first)));
            for (int end = first + 2; end <= ending.Length && end - first <= most; end++)
            {
                cancellation.ThrowIfCancellationRequested();
                if (builder.TryBuild(first, end) is not { Stream: { } stream } operation) break;
                ending[end - 1].Add(new Part(first, operation, stream.Layers.Length, Bytes(operation, first, end - 1)));
            }
        }

        return [.. ending.Select(parts => parts.ToArray())];
    }

    // The longest streams, such that all of them up to this length have no more rows than that.
    private int MostLayers()
    {
        long rows = _graph.Operators.Sum(lowered => lowered.Outputs[0].Shape.Rank == 4 ? lowered.Outputs[0].Shape[1] : 1L);
        int most = _graph.Operators.Length;
        while (most > ShortestLimit && rows * most * most / 2 > MostRows) most--;
        return most;
    }

    // What is alive while a part runs, less what its outputs share with its inputs.
    private int Bytes(LoweredOperator operation, int first, int last)
    {
        HashSet<Tensor> inner = [.. (operation.Stream?.Layers ?? []).SelectMany(layer => layer.Outputs).Select(_graph.Storage)];
        HashSet<Tensor> own = [.. operation.Inputs.Where(input => !input.Tensor.IsConstant).Select(input => _graph.Storage(input.Tensor)), .. operation.Outputs.Select(_graph.Storage)];
        own.ExceptWith(_nextStates);
        int bytes = own.Sum(tensor => tensor.ByteLength);
        foreach (Tensor storage in _lifetimes.Storages)
        {
            if (own.Contains(storage) || inner.Contains(storage) || _nextStates.Contains(storage)) continue;
            (int written, int read) = _lifetimes[storage];
            if (written <= last && first <= read) bytes += storage.ByteLength;
        }

        return bytes - ArenaBuffers.Distances(_graph, operation)
            .Where(overlap => _lifetimes[overlap.Read].Last <= last && overlap.Read != _graph.Storage(overlap.Written))
            .GroupBy(overlap => overlap.Written, overlap => overlap.Distances.Shared(overlap.Written.ByteLength, overlap.Read.ByteLength))
            .Sum(shared => Math.Min(shared.Sum(), shared.Key.ByteLength));
    }

    /// <summary>A stream or an operator by itself.</summary>
    /// <param name="First">Its first operator.</param>
    /// <param name="Layers">The operators of a stream; 0 of a single one.</param>
    /// <param name="Bytes">What is alive while it runs.</param>
    private sealed record Part(int First, LoweredOperator Operator, int Layers, int Bytes);
}
