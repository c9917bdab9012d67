using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Plan.Streams;

/// <summary>Makes streams of neighboring operators of a graph.</summary>
internal sealed class StreamBuilder
{
    // What the runtime's record of a stream can say.
    private const int MostLayers = 256;
    private const int MostSources = 2;
    private const int MostSlots = byte.MaxValue - 1;

    private readonly LoweredGraph _graph;
    private readonly Lifetimes _lifetimes;
    private readonly ImmutableArray<StreamLayer?> _layers;

    public StreamBuilder(LoweredGraph graph)
    {
        _graph = graph;
        _lifetimes = new Lifetimes(graph);
        HashSet<Tensor> states = [.. graph.States.Select(state => state.Current), .. graph.States.Select(state => state.Next)];
        _layers = [.. graph.Operators.Select(lowered => TouchesState(lowered) ? null : StreamLayer.TryOf(lowered))];

        bool TouchesState(LoweredOperator lowered) =>
            lowered.Inputs.Select(input => input.Tensor).Concat(lowered.Outputs).Any(tensor => !tensor.IsConstant && states.Contains(graph.Storage(tensor)));
    }

    /// <summary>The operators from one step to another, exclusive, as a stream; null where they cannot be one.</summary>
    public LoweredOperator? TryBuild(int first, int end)
    {
        if (end - first > MostLayers) return null;
        var layers = ImmutableArray.CreateBuilder<StreamLayer>(end - first);
        for (int step = first; step < end; step++)
        {
            if (_layers[step] is not { } layer || (layer.IsClosing && step < end - 1)) return null;
            layers.Add(layer);
        }

        return TryBuild(layers.MoveToImmutable(), end - 1);
    }

    private LoweredOperator? TryBuild(ImmutableArray<StreamLayer> layers, int lastStep)
    {
        Dictionary<Tensor, int> producers = layers.Select((layer, i) => (layer.Output, i)).ToDictionary(pair => _graph.Storage(pair.Output), pair => pair.i);
        var sources = new ImmutableArray<int>[layers.Length];
        for (int i = 0; i < layers.Length; i++)
        {
            // A tensor of the stream is read by rows, and as it was written.
            if (layers[i].OtherInputs.Any(input => producers.ContainsKey(_graph.Storage(input)))) return null;
            if (layers[i].RowInputs.Any(input => producers.TryGetValue(_graph.Storage(input), out int producer) && layers[producer].Output != input)) return null;
            sources[i] = [.. layers[i].RowInputs.Where(producers.ContainsKey).Select(input => producers[input])];
            if (sources[i].Length > MostSources) return null;
        }

        ImmutableArray<bool> isWhole = [.. layers.Select((layer, i) => i == layers.Length - 1 || _lifetimes[_graph.Storage(layer.Output)].Last > lastStep)];
        ImmutableArray<ImmutableArray<int>> ordered = DemandOrder.Of(layers, [.. sources]);
        var timeline = new RowTimeline(layers, ordered, isWhole);
        if (layers.Where((layer, i) => timeline.Writes(i).Count == 0 || (!isWhole[i] && timeline.LastReads(layer.Output).IsEmpty)).Any()) return null;
        return Build(layers, ordered, isWhole, timeline);
    }

    private LoweredOperator Build(ImmutableArray<StreamLayer> layers, ImmutableArray<ImmutableArray<int>> sources, ImmutableArray<bool> isWhole, RowTimeline timeline)
    {
        var rings = new Dictionary<Tensor, int>();
        var occupied = new Dictionary<Tensor, RowOccupancy>();
        var outputs = new List<Tensor>();
        for (int i = 0; i < layers.Length; i++)
        {
            StreamLayer layer = layers[i];
            if (layer.IsClosing)
            {
                occupied.Add(layer.Output, RowOccupancy.From(layer.Output, timeline.Writes(i)[^1], timeline.Length));
            }
            else
            {
                int slots = isWhole[i] ? layer.Rows : Slots(layers, timeline, i);
                if (slots < layer.Rows) rings.Add(layer.Output, slots);
                occupied.Add(layer.Output, RowOccupancy.Of(layer.Output, slots, timeline.Writes(i), isWhole[i] ? [] : timeline.LastReads(layer.Output), timeline.Length));
            }

            if (isWhole[i]) outputs.Add(layer.Output);
            foreach (Tensor kept in layer.Operator.Outputs.Skip(1)) occupied.Add(kept, RowOccupancy.OfScratch(kept, timeline.Writes(i), layer.IsClosing));
        }

        Tensor[] inside = [.. occupied.Keys.Except(outputs)];
        ScratchLayout layout = ScratchLayout.Of([.. inside.Select(tensor => (tensor, occupied[tensor]))]);
        Tensor? scratch = layout.Bytes == 0 ? null : new Tensor("stream.scratch", layout.Type, new Shape(layout.Bytes / layout.Type.Size()));
        Tensor[] produced = [.. layers.Select(layer => layer.Output)];
        Tensor[] inputs = [.. layers.SelectMany(layer => layer.RowInputs.Concat(layer.OtherInputs)).Except(produced).Distinct()];
        var usage = new RowUsage(timeline.Length);
        foreach (RowOccupancy rows in occupied.Values) usage.Add(rows);
        foreach (Tensor input in inputs) usage.Add(input, timeline.LastReads(input));
        var overlaps = ImmutableArray.CreateBuilder<StreamOverlap>();
        foreach (IGrouping<Tensor, Tensor> readings in inputs.GroupBy(_graph.Storage))
        {
            // One that is read as a whole, too, or by other rows, stays until the end.
            if (readings.Count() > 1 || layers.Any(layer => layer.OtherInputs.Contains(readings.First()))) continue;
            Tensor input = readings.First();
            ReadOnlySpan<int> reads = timeline.LastReads(input);
            int rowBytes = RowOccupancy.RowBytes(input);
            foreach (Tensor output in outputs) overlaps.Add(new StreamOverlap(output, input, RowDistances.Between([(0, occupied[output])], rowBytes, reads)));
            if (scratch is not null) overlaps.Add(new StreamOverlap(scratch, input, RowDistances.Between(inside.Select(tensor => (layout.Places[tensor], occupied[tensor])), rowBytes, reads)));
        }

        var stream = new LoweredStream([.. layers.Select(layer => layer.Operator)], scratch, layout.Places, rings, overlaps.ToImmutable())
        {
            LiveBytes = [.. layers.Select((_, i) => usage.Most(timeline.Writes(i)))],
        };
        return new LoweredOperator(
            layers[^1].Operator.Source,
            OperatorCode.Stream,
            inputs.Select(input => new LoweredInput(input)),
            scratch is null ? outputs : [.. outputs, scratch],
            layers.Select((_, i) => Links(i, sources[i], isWhole[i])))
        { Stream = stream };
    }

    private static int Slots(ImmutableArray<StreamLayer> layers, RowTimeline timeline, int index)
    {
        Tensor output = layers[index].Output;
        int slots = Math.Max(timeline.Slots(index), layers.Where(layer => layer.RowInputs.Contains(output)).Max(layer => layer.SpannedRows));
        return slots > MostSlots ? layers[index].Rows : Math.Min(slots, layers[index].Rows);
    }

    // As the record has them.
    private static int Links(int index, ImmutableArray<int> sources, bool isWhole)
    {
        int links = 0;
        for (int i = sources.Length - 1; i >= 0; i--) links = (links << 8) | (index - sources[i]);
        return (links << 1) | (isWhole ? 1 : 0);
    }
}
