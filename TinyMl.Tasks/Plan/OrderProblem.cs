using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Plan;

/// <summary>
/// The operators of a graph, what has to run before each, and the bytes that are alive while one runs after a set of others: what
/// they add up to depends on the set alone and not on its order.
/// </summary>
internal sealed class OrderProblem
{
    private readonly int[][] _reads;
    private readonly int[][] _readers;
    private readonly int[][] _before;
    private readonly int[][] _after;
    private readonly (int Storage, int Shared)[][] _overlaps;
    private readonly int[] _written;
    private readonly int[] _first;
    private readonly int[] _sizes;
    private readonly bool[] _stays;
    private readonly ulong[] _hashes;

    public OrderProblem(LoweredGraph graph)
    {
        Tensor[] storages = [.. new Lifetimes(graph).Storages];
        Dictionary<Tensor, int> indexes = storages.Select((storage, i) => (storage, i)).ToDictionary(pair => pair.storage, pair => pair.i);

        // A state's next value has the bytes of the current one.
        var places = graph.States.ToDictionary(state => indexes[state.Next], state => indexes[state.Current]);
        _sizes = [.. storages.Select((storage, i) => places.ContainsKey(i) ? 0 : storage.ByteLength)];
        _stays = new bool[storages.Length];
        foreach (Tensor output in graph.Outputs) _stays[indexes[graph.Storage(output)]] = true;
        foreach ((int next, int current) in places) _stays[next] = _stays[current] = true;

        Count = graph.Operators.Length;
        _hashes = [.. Enumerable.Range(0, Count).Select(step => SplitMix64.Mix((ulong)step))];
        _reads = [.. graph.Operators.Select(step => step.Inputs.Where(input => !input.Tensor.IsConstant).Select(input => indexes[graph.Storage(input.Tensor)]).Distinct().ToArray())];
        _readers = Inverse(_reads, storages.Length);
        int[][] writes = [.. graph.Operators.Select(step => step.Outputs.Select(output => indexes[graph.Storage(output)]).ToArray())];
        _written = [.. writes.Select(outputs => outputs.Sum(output => _sizes[output]))];
        _overlaps = [.. graph.Operators.Select(Overlaps)];
        _first = [.. writes.Select(outputs => _sizes[outputs[0]])];

        var writers = writes.SelectMany((outputs, step) => outputs.Select(output => (output, step))).ToDictionary(pair => pair.output, pair => pair.step);
        _before = [.. Enumerable.Range(0, Count).Select(step => _reads[step].Where(writers.ContainsKey).Select(storage => writers[storage])
            .Concat(writes[step].Where(places.ContainsKey).SelectMany(next => _readers[places[next]]))
            .Where(other => other != step).Distinct().ToArray())];
        _after = Inverse(_before, Count);
        Outputs = [.. writes.Select(outputs => outputs.Where(output => _stays[output] || _readers[output].Length > 0).Sum(output => _sizes[output]))];

        int[] atRest = [.. graph.Inputs.Select(graph.Storage).Concat(graph.States.Select(state => state.Current)).Distinct().Select(storage => indexes[storage])];
        LiveAtFirst = atRest.Where(storage => _stays[storage] || _readers[storage].Length > 0).Sum(storage => _sizes[storage]);
        LowerBound = Math.Max(atRest.Sum(storage => _sizes[storage]), Enumerable.Range(0, Count).Select(Alone).DefaultIfEmpty().Max());

        // What the first output can share with each input, if nobody else needs it.
        (int Storage, int Shared)[] Overlaps(LoweredOperator step)
        {
            Tensor output = graph.Storage(step.Outputs[0]);
            return [.. from overlap in SafeOverlap.OfStorages(graph, step)
                       let source = indexes[overlap.Storage]
                       where !_stays[source] && !places.ContainsKey(indexes[output])
                       select (source, overlap.Overlap.Shared(output.ByteLength, overlap.Storage.ByteLength))];
        }

        int Alone(int step) =>
            _written[step] - Math.Min(_first[step], _overlaps[step].Sum(overlap => overlap.Shared)) + _reads[step].Union(places.Values).Sum(storage => _sizes[storage]);
    }

    /// <summary>How many operators there are.</summary>
    public int Count { get; }

    /// <summary>The bytes that an operator leaves.</summary>
    public IReadOnlyList<int> Outputs { get; }

    /// <summary>The bytes alive before the first operator that somebody reads.</summary>
    public int LiveAtFirst { get; }

    /// <summary>No order needs less: what an operator that runs needs by itself, or what is alive before the first.</summary>
    public int LowerBound { get; }

    /// <summary>The operators that cannot run before one has.</summary>
    public ReadOnlySpan<int> After(int step) => _after[step];

    /// <summary>What an operator adds to the hash of a set by exclusive or.</summary>
    public ulong Hash(int step) => _hashes[step];

    /// <summary>Whether an operator can run after a set of others.</summary>
    public bool IsReady(int step, OperatorSet done)
    {
        foreach (int other in _before[step])
        {
            if (!done.Contains(other)) return false;
        }

        return true;
    }

    /// <summary>The bytes that are alive while an operator runs, where so many were before: bytes that an output shares with inputs that nobody else needs count once.</summary>
    public int LiveDuring(int step, OperatorSet done, int live)
    {
        int shared = 0;
        foreach ((int storage, int bytes) in _overlaps[step])
        {
            if (IsLastReader(step, storage, done)) shared += bytes;
        }

        return live + _written[step] - Math.Min(_first[step], shared);
    }

    /// <summary>The bytes that are alive when an operator has run, where so many were before.</summary>
    public int LiveAfter(int step, OperatorSet done, int live)
    {
        live += Outputs[step];
        foreach (int storage in _reads[step])
        {
            if (!_stays[storage] && IsLastReader(step, storage, done)) live -= _sizes[storage];
        }

        return live;
    }

    // For each number up to a count, who has it in a list.
    private static int[][] Inverse(int[][] lists, int count)
    {
        ILookup<int, int> pairs = lists.SelectMany((list, i) => list.Select(number => (number, i))).ToLookup(pair => pair.number, pair => pair.i);
        return [.. Enumerable.Range(0, count).Select(number => pairs[number].ToArray())];
    }

    private bool IsLastReader(int step, int storage, OperatorSet done)
    {
        foreach (int reader in _readers[storage])
        {
            if (reader != step && !done.Contains(reader)) return false;
        }

        return true;
    }
}
