using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Simplify;

/// <summary>
/// A graph while a pass rewrites it: producers and consumers are up to date after every step, and nodes whose outputs
/// nobody reads any more disappear by themselves. Graph inputs and outputs stay the tensors that they are, and so do states.
/// </summary>
internal sealed class GraphRewriter
{
    private readonly Graph _graph;
    private readonly LinkedList<Node> _nodes;
    private readonly HashSet<Tensor> _outputs;
    private readonly Dictionary<Tensor, LinkedListNode<Node>> _producers = [];
    private readonly Dictionary<Tensor, HashSet<LinkedListNode<Node>>> _consumers = [];

    public GraphRewriter(Graph graph)
    {
        _graph = graph;
        _nodes = new LinkedList<Node>(graph.Nodes);
        _outputs = [.. graph.Results];
        foreach (LinkedListNode<Node> place in Places()) Link(place);
    }

    /// <summary>The rewrites so far.</summary>
    public int Rewrites { get; set; }

    /// <summary>The places of all nodes as they stand now, in order; the place of a node that is removed later has no list.</summary>
    public IReadOnlyList<LinkedListNode<Node>> Places()
    {
        var places = new List<LinkedListNode<Node>>(_nodes.Count);
        for (LinkedListNode<Node>? place = _nodes.First; place is not null; place = place.Next) places.Add(place);
        return places;
    }

    /// <summary>Whether the tensor is an output of the graph, or what a state becomes.</summary>
    public bool IsOutput(Tensor tensor) => _outputs.Contains(tensor);

    /// <summary>The node that computes a tensor; null for constants and inputs of the graph.</summary>
    public Node? Producer(Tensor tensor) => _producers.GetValueOrDefault(tensor)?.Value;

    /// <summary>Whether a tensor is read by one node only, and is not an output of the graph.</summary>
    public bool HasOneConsumer(Tensor tensor) =>
        !IsOutput(tensor) && _consumers.TryGetValue(tensor, out HashSet<LinkedListNode<Node>>? places) && places.Count == 1;

    /// <summary>The node that computes a tensor which only one node reads, so that the two can become one; else null.</summary>
    public Node? PrivateProducer(Tensor tensor) => HasOneConsumer(tensor) ? Producer(tensor) : null;

    /// <summary>Puts nodes into the place of one. Together they compute its outputs, the same tensors, and read only tensors that stand before it.</summary>
    public void Replace(Node node, params ReadOnlySpan<Node> replacements)
    {
        LinkedListNode<Node> place = _producers[node.Output];
        Unlink(place);
        LinkedListNode<Node> last = place;
        place.Value = replacements[0];
        Link(place);
        foreach (Node replacement in replacements[1..])
        {
            last = _nodes.AddAfter(last, replacement);
            Link(last);
        }

        foreach (Tensor input in node.Inputs) RemoveIfUnused(input);
    }

    /// <summary>
    /// Takes a node out whose output equals another tensor in elements, type and shape. Where the output is an output of
    /// the graph, the node before it computes that one instead; where that cannot be, the node stays.
    /// </summary>
    /// <returns>Whether the node was taken out.</returns>
    public bool TryBypass(Node node, Tensor to)
    {
        Tensor from = node.Output;
        if (IsOutput(from))
        {
            if (IsOutput(to) || !_producers.TryGetValue(to, out LinkedListNode<Node>? producer)) return false;
            Remove(_producers[from]);
            Update(producer, producer.Value.With(outputs: producer.Value.Outputs.Select(tensor => tensor == to ? from : tensor)));
            Redirect(to, from);
            return true;
        }

        Redirect(from, to);
        RemoveIfUnused(from);
        return true;
    }

    /// <summary>The graph as it stands.</summary>
    public Graph ToGraph() => _graph.With(_nodes);

    private void Redirect(Tensor from, Tensor to)
    {
        if (!_consumers.TryGetValue(from, out HashSet<LinkedListNode<Node>>? places)) return;
        foreach (LinkedListNode<Node> place in places.ToArray())
        {
            Update(place, place.Value.With(inputs: place.Value.Inputs.Select(tensor => tensor == from ? to : tensor)));
        }
    }

    private void RemoveIfUnused(Tensor tensor)
    {
        var candidates = new Stack<Tensor>([tensor]);
        while (candidates.TryPop(out Tensor? candidate))
        {
            if (!_producers.TryGetValue(candidate, out LinkedListNode<Node>? place) || place.Value.Outputs.Any(IsRead)) continue;
            foreach (Tensor input in place.Value.Inputs) candidates.Push(input);
            Remove(place);
        }

        bool IsRead(Tensor output) => IsOutput(output) || _consumers.ContainsKey(output);
    }

    private void Remove(LinkedListNode<Node> place)
    {
        Unlink(place);
        _nodes.Remove(place);
    }

    private void Update(LinkedListNode<Node> place, Node node)
    {
        Unlink(place);
        place.Value = node;
        Link(place);
    }

    private void Link(LinkedListNode<Node> place)
    {
        foreach (Tensor output in place.Value.Outputs) _producers.Add(output, place);
        foreach (Tensor input in place.Value.Inputs)
        {
            if (!_consumers.TryGetValue(input, out HashSet<LinkedListNode<Node>>? places)) _consumers.Add(input, places = []);
            places.Add(place);
        }
    }

    private void Unlink(LinkedListNode<Node> place)
    {
        foreach (Tensor output in place.Value.Outputs) _producers.Remove(output);
        foreach (Tensor input in place.Value.Inputs)
        {
            if (_consumers.TryGetValue(input, out HashSet<LinkedListNode<Node>>? places) && places.Remove(place) && places.Count == 0) _consumers.Remove(input);
        }
    }
}
