using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Simplify.Channels;

namespace TinyMl.Tasks.Prune;

/// <summary>
/// The channels of a float graph that can go: sets that only layers read which mix channels, such as convolutions and fully connected layers. Channels that go together, as those
/// of the operands of an Add or on both sides of a depthwise convolution, are one set.
/// </summary>
internal sealed class RemovableChannels
{
    private readonly TiedChannels _tied;
    private readonly Dictionary<(int Set, Node Reader), int[]> _elements = [];
    private readonly Dictionary<int, List<(Tensor Activation, int Count)>> _activations = [];
    private readonly Dictionary<Tensor, int> _left = [];

    public RemovableChannels(Graph graph)
    {
        var flows = new ChannelFlows(graph);
        _tied = new TiedChannels(flows);
        var savings = new Dictionary<int, double>();
        var sharing = graph.Nodes.Select(WeightedLayer.Of).OfType<WeightedLayer>().GroupBy(layer => layer.Weights).Where(layers => layers.Count() > 1).SelectMany(layers => layers).Select(layer => layer.Node).ToHashSet();
        var blocked = new HashSet<int>();
        double weights = 0;
        foreach (Node node in graph.Nodes) weights += WeightedLayer.Of(node)?.Weights.Shape.ElementCount ?? 0;
        double macs = Math.Max(1, graph.Macs);

        foreach (Node node in graph.Nodes)
        {
            if (WeightedLayer.Of(node) is not { } layer) continue;
            double share = (layer.Weights.Shape.ElementCount / weights) + (node.Macs / macs);
            for (int channel = 0; channel < layer.OutputChannels && flows.Of(node).Axis >= 0; channel++) Save(_tied.SetOf(node.Output, channel), share / layer.OutputChannels);
            if (flows.Of(node).Reads is not { IsDense: true, NeedsWholeInput: false } reads) continue;
            int length = (int)layer.Weights.Shape.ElementCount / layer.OutputChannels;
            foreach (var elements in Enumerable.Range(0, length).GroupBy(element => _tied.SetOf(node.Input, reads.ColumnChannels?[element] ?? (element % layer.InputChannels))))
            {
                // Layers that share their weights would have to lose the same channels.
                if (sharing.Contains(node)) blocked.Add(elements.Key);
                if (_tied.IsFixed(elements.Key)) continue;
                _elements.Add((elements.Key, node), [.. elements]);
                Save(elements.Key, share * elements.Count() / length);
            }
        }

        foreach (Tensor activation in _tied.Activations)
        {
            var sets = Enumerable.Range(0, flows.ChannelsOf(activation)).GroupBy(channel => _tied.SetOf(activation, channel));
            foreach (var channels in sets)
            {
                if (!_activations.TryGetValue(channels.Key, out var list)) _activations.Add(channels.Key, list = []);
                list.Add((activation, channels.Count()));
            }

            _left[activation] = flows.ChannelsOf(activation);
        }

        Sets = [.. _elements.Keys.Select(key => key.Set).Distinct().Except(blocked).Order()];
        Readers = [.. graph.Nodes.Where(node => _elements.Keys.Any(key => key.Reader == node && !blocked.Contains(key.Set)))];
        Savings = savings;

        void Save(int set, double share) => savings[set] = savings.GetValueOrDefault(set) + share;
    }

    /// <summary>The sets, in ascending order of their numbers.</summary>
    public ImmutableArray<int> Sets { get; }

    /// <summary>The layers that mix channels of these sets, in the order of the nodes.</summary>
    public ImmutableArray<Node> Readers { get; }

    /// <summary>What each set takes of the weights and of the multiply-accumulates, as the sum of both shares.</summary>
    public IReadOnlyDictionary<int, double> Savings { get; }

    /// <summary>The elements of a reader's filters that read a set; null where there are none.</summary>
    public int[]? Elements(int set, Node reader) => _elements.GetValueOrDefault((set, reader));

    /// <summary>Whether every activation would still have a channel without a set.</summary>
    public bool CanGo(int set) => _activations[set].TrueForAll(part => _left[part.Activation] > part.Count);

    /// <summary>Counts a set as gone.</summary>
    public void Remove(int set)
    {
        foreach ((Tensor activation, int count) in _activations[set]) _left[activation] -= count;
    }
}
