using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Simplify.Channels;

/// <summary>
/// The sets of a graph's channels that stay or go as a whole, as those of the operands of an Add do, and which of them must stay because
/// of the edges of the graph, or of an operator that needs all channels.
/// </summary>
internal sealed class TiedChannels
{
    private readonly ChannelFlows _flows;
    private readonly Dictionary<Tensor, int> _firsts = [];
    private readonly DisjointSets _sets;
    private readonly bool[] _isFixed;

    public TiedChannels(ChannelFlows flows)
    {
        _flows = flows;
        foreach (Tensor tensor in Activations)
        {
            _firsts.Add(tensor, Count);
            Count += flows.ChannelsOf(tensor);
        }

        _sets = new DisjointSets(Count);
        _isFixed = new bool[Count];
        JoinLinked();
        FixEdges();
    }

    /// <summary>The activations that have channels.</summary>
    public IEnumerable<Tensor> Activations => _flows.Graph.Sources.Concat(_flows.Graph.Nodes.SelectMany(node => node.Outputs));

    /// <summary>The channels of all activations; the numbers of sets are less.</summary>
    public int Count { get; }

    /// <summary>The number of the set that a channel belongs to.</summary>
    public int SetOf(Tensor activation, int channel) => _sets.Find(_firsts[activation] + channel);

    /// <summary>The number of the set of each channel of an activation.</summary>
    public IEnumerable<int> SetsOf(Tensor activation) => Enumerable.Range(0, _flows.ChannelsOf(activation)).Select(channel => SetOf(activation, channel));

    /// <summary>Whether a set must stay.</summary>
    public bool IsFixed(int set) => _isFixed[set];

    private void JoinLinked()
    {
        foreach (Node node in _flows.Graph.Nodes)
        {
            ChannelFlow flow = _flows.Of(node);
            for (int k = 0; k < flow.Links.Length; k++)
            {
                if (flow.Links[k] is not { } link || node.Inputs[k].IsConstant) continue;
                foreach ((int input, int output) in link.Pairs) _sets.Join(_firsts[node.Inputs[k]] + input, _firsts[node.Output] + output);
            }
        }
    }

    private void FixEdges()
    {
        foreach (Tensor tensor in _flows.Graph.Sources.Concat(_flows.Graph.Results).Where(tensor => !tensor.IsConstant)) Fix(tensor);
        foreach (Node node in _flows.Graph.Nodes)
        {
            ChannelFlow flow = _flows.Of(node);
            if (flow.Axis < 0)
            {
                foreach (Tensor output in node.Outputs) Fix(output);
            }

            for (int k = 0; k < node.Inputs.Length; k++)
            {
                bool needsAll = flow.Reads is { } reads ? reads.NeedsWholeInput : k >= flow.Links.Length || flow.Links[k] is null;
                if (needsAll && !node.Inputs[k].IsConstant) Fix(node.Inputs[k]);
            }
        }
    }

    private void Fix(Tensor tensor)
    {
        for (int channel = 0; channel < _flows.ChannelsOf(tensor); channel++) _isFixed[SetOf(tensor, channel)] = true;
    }
}
