using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Calibrate;

/// <summary>
/// Samples on their way through a graph: all have run through the nodes before a place, each from initial states, and of that is kept what later nodes read. The
/// rest can be run from there as often as wanted, and so can that of other graphs that are alike up to there.
/// </summary>
internal sealed class Checkpoint
{
    private readonly Graph _graph;
    private readonly SampleSet _samples;
    private readonly ImmutableArray<int> _chosen;
    private readonly ImmutableArray<Tensor> _live;
    private readonly byte[][][]? _kept;

    private Checkpoint(Graph graph, SampleSet samples, ImmutableArray<int> chosen, int position, ImmutableArray<Tensor> live, byte[][][]? kept)
    {
        _graph = graph;
        _samples = samples;
        _chosen = chosen;
        Position = position;
        _live = live;
        _kept = kept;
    }

    /// <summary>The number of nodes that have run.</summary>
    public int Position { get; }

    /// <summary>The number of samples.</summary>
    public int Count => _chosen.Length;

    /// <summary>Samples before the first node.</summary>
    /// <param name="graph">The graph, of final types.</param>
    /// <param name="samples">The data.</param>
    /// <param name="chosen">The samples, in order.</param>
    public static Checkpoint AtStart(Graph graph, SampleSet samples, ImmutableArray<int> chosen) => new(graph, samples, chosen, 0, [.. graph.Sources], null);

    /// <summary>The most bytes that are kept of a sample, at whatever node of a graph.</summary>
    public static long LargestBytes(Graph graph)
    {
        var last = new Dictionary<Tensor, int>();
        for (int i = 0; i < graph.Nodes.Length; i++)
        {
            foreach (Tensor input in graph.Nodes[i].Inputs) last[input] = i;
        }

        foreach (Tensor output in graph.Outputs) last[output] = graph.Nodes.Length;
        long[] changes = new long[graph.Nodes.Length + 2];
        foreach (Tensor source in graph.Sources) Keep(source, 0);
        for (int i = 0; i < graph.Nodes.Length; i++)
        {
            foreach (Tensor output in graph.Nodes[i].Outputs) Keep(output, i + 1);
        }

        long bytes = 0;
        return changes.Max(change => bytes += change);

        void Keep(Tensor tensor, int first)
        {
            if (!last.TryGetValue(tensor, out int reader) || reader < first) return;
            changes[first] += tensor.ByteLength;
            changes[reader + 1] -= tensor.ByteLength;
        }
    }

    /// <summary>The same samples before a node of the graph; from the start again where they are behind it.</summary>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public Checkpoint Before(Node node, CancellationToken cancellation) => To(_graph.Nodes.IndexOf(node), cancellation);

    /// <summary>The same samples in another graph, as far as both are alike at most.</summary>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public Checkpoint Towards(Graph other, CancellationToken cancellation)
    {
        int alike = GraphLikeness.Of(_graph, other).Nodes;
        return alike <= Position || alike == _graph.Nodes.Length ? this : To(alike, cancellation);
    }

    /// <summary>The same samples in another graph: at the same place where both are alike up to there, else at its start.</summary>
    public Checkpoint In(Graph other)
    {
        (int nodes, IReadOnlyDictionary<Tensor, Tensor> counterparts) = GraphLikeness.Of(other, _graph);
        if (_kept is null || nodes < Position) return AtStart(other, _samples, _chosen);
        ImmutableArray<Tensor> live = LiveAt(other, Position);
        int[] places = [.. live.Select(tensor => _live.IndexOf(counterparts[tensor]))];
        return places.Contains(-1)
            ? AtStart(other, _samples, _chosen)
            : new Checkpoint(other, _samples, _chosen, Position, live, Array.ConvertAll(_kept, sample => Array.ConvertAll(places, place => sample[place])));
    }

    /// <summary>Gathers something from runs of the rest of the graph.</summary>
    /// <typeparam name="T">What gathers it, for a part of the samples.</typeparam>
    /// <param name="outputs">What the runs have to compute.</param>
    /// <param name="positions">The places of the samples among the chosen ones.</param>
    /// <param name="start">Makes what gathers.</param>
    /// <param name="add">Takes from the runner, after its run, what there is of the sample at a place of <paramref name="positions"/>.</param>
    /// <param name="cancellation">Stops the work between two samples.</param>
    /// <returns>What was gathered of consecutive parts of the samples, in their order.</returns>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public IReadOnlyList<T> Gather<T>(IEnumerable<Tensor> outputs, IReadOnlyList<int> positions, Func<T> start, Action<T, GraphRunner, int> add, CancellationToken cancellation) =>
        Gather(_graph.Nodes.Length, outputs, positions, start, add, cancellation);

    /// <summary>The real values of something that is kept of a sample.</summary>
    /// <param name="tensor">A tensor that the nodes from here on read.</param>
    /// <param name="sample">The place of the sample among the chosen ones.</param>
    /// <param name="buffer">At least as long as the tensor.</param>
    /// <returns>The part of <paramref name="buffer"/> that was written.</returns>
    public ReadOnlySpan<float> Read(Tensor tensor, int sample, Span<float> buffer)
    {
        Span<float> values = buffer[..(int)tensor.Shape.ElementCount];
        byte[] stored = new byte[tensor.ByteLength];
        Write(_live.IndexOf(tensor), sample, stored);
        RealValues.Load(stored, GraphRunner.Info(tensor), values);
        return values;
    }

    /// <summary>The mean over the samples of each element of something that is kept, as a constant of the same name and shape.</summary>
    public Tensor Mean(Tensor tensor)
    {
        double[] sums = new double[tensor.Shape.ElementCount];
        float[] buffer = new float[sums.Length];
        for (int sample = 0; sample < Count; sample++)
        {
            Read(tensor, sample, buffer);
            for (int i = 0; i < sums.Length; i++) sums[i] += buffer[i];
        }

        return Tensor.Constant(tensor.Name, tensor.Shape, Array.ConvertAll(sums, sum => (float)(sum / Count)));
    }

    /// <summary>What the nodes from a place on read of what comes before them, and results that are there already.</summary>
    private static ImmutableArray<Tensor> LiveAt(Graph graph, int position)
    {
        var read = new HashSet<Tensor>(graph.Nodes.Skip(position).SelectMany(node => node.Inputs).Concat(graph.Outputs));
        return [.. graph.Sources.Concat(graph.Nodes.Take(position).SelectMany(node => node.Outputs)).Where(read.Contains)];
    }

    private Checkpoint To(int position, CancellationToken cancellation)
    {
        if (position == Position) return this;
        if (position < Position) return AtStart(_graph, _samples, _chosen).To(position, cancellation);
        ImmutableArray<Tensor> live = LiveAt(_graph, position);
        byte[][][] kept = new byte[Count][][];
        Gather(
            position,
            live.Where(tensor => !_live.Contains(tensor)),
            [.. Enumerable.Range(0, Count)],
            () => kept,
            (all, runner, sample) => all[sample] = [.. live.Select(tensor => runner.Bytes(tensor).ToArray())],
            cancellation);
        return new Checkpoint(_graph, _samples, _chosen, position, live, kept);
    }

    private IReadOnlyList<T> Gather<T>(int end, IEnumerable<Tensor> outputs, IReadOnlyList<int> positions, Func<T> start, Action<T, GraphRunner, int> add, CancellationToken cancellation)
    {
        // States stand at their initial values, as inputs: what a run leaves in them is for the run after it.
        Graph rest = _graph.With(_graph.Nodes.Skip(Position).Take(end - Position), _live, outputs.Distinct(), []).WithoutUnused();
        return SampleRuns.Gather(new GraphRunner(rest), positions.Count, Run, start, add, cancellation);

        void Run(GraphRunner runner, int i)
        {
            for (int place = 0; place < _live.Length; place++) Write(place, positions[i], runner.Bytes(_live[place]));
            runner.Run();
        }
    }

    private void Write(int place, int sample, Span<byte> stored)
    {
        if (_kept is not null)
        {
            _kept[sample][place].CopyTo(stored);
        }
        else if (place < _graph.Inputs.Length)
        {
            _samples.Store(_chosen[sample], place, GraphRunner.Info(_live[place]), stored);
        }
        else
        {
            _graph.States[place - _graph.Inputs.Length].WriteInitial(stored);
        }
    }
}
