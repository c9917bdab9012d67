using System;
using System.Collections.Generic;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Simplify.Channels;

/// <summary>The axis of channels of each activation of a graph, and what each node does with them.</summary>
internal sealed class ChannelFlows
{
    private readonly Dictionary<Tensor, int> _axes = [];
    private readonly Dictionary<Node, ChannelFlow> _flows = [];

    public ChannelFlows(Graph graph)
        : this(graph, ChannelFlow.Of)
    {
    }

    /// <summary>The flows of a graph whose nodes have other ones, for the axes of their inputs.</summary>
    public ChannelFlows(Graph graph, Func<Node, Func<Tensor, int>, ChannelFlow> flowOf)
    {
        Graph = graph;
        foreach (Tensor source in graph.Sources) _axes.Add(source, Last(source));
        foreach (Node node in graph.Nodes)
        {
            ChannelFlow flow = flowOf(node, AxisOf);
            _flows.Add(node, flow);
            foreach (Tensor output in node.Outputs) _axes.Add(output, flow.Axis < 0 ? Last(output) : flow.Axis);
        }
    }

    public Graph Graph { get; }

    /// <summary>The axis of channels of an activation; -1 for a scalar.</summary>
    public int AxisOf(Tensor activation) => _axes[activation];

    /// <summary>How many channels an activation has; 1 for a scalar.</summary>
    public int ChannelsOf(Tensor activation) => _axes[activation] < 0 ? 1 : activation.Shape[_axes[activation]];

    public ChannelFlow Of(Node node) => _flows[node];

    private static int Last(Tensor tensor) => tensor.Shape.Rank - 1;
}
