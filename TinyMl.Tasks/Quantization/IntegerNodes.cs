using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Quantization;

/// <summary>
/// Which nodes of a float graph compute with integers once it is quantized: those whose operator has an integer form, and kernels for the type. Of these the
/// ones that do not multiply by weights stay with real values where they stand between operators that have no such form, so that
/// values are not rounded on their way from one float operator to the next, and a model of nothing else needs no calibration.
/// </summary>
internal sealed class IntegerNodes
{
    private readonly HashSet<Node> _nodes;
    private readonly HashSet<Tensor> _integers;

    public IntegerNodes(Graph graph, ElementType type)
    {
        Type = type;
        Node[] computing = [.. graph.Nodes.Where(node => node.Inputs.Concat(node.Outputs).Any(tensor => tensor.Type == ElementType.Float32))];
        _nodes = [.. computing.Where(node => node.Operator.ComputesWith(type) && (node.Operator is not (Recurrent or Svdf) || (type == ElementType.Int8 && LstmQuantizer.IsPossible(graph, node))))];
        var real = new HashSet<Tensor>(computing.Where(node => !_nodes.Contains(node)).SelectMany(node => node.Outputs));
        foreach (Node node in computing.Where(node => node.Macs == 0 && _nodes.Contains(node)))
        {
            Tensor[] inputs = [.. Activations(node)];
            if (inputs.Length > 0 && inputs.All(real.Contains)) Remove(node);
        }

        ILookup<Tensor, Node> consumers = graph.Nodes.SelectMany(node => node.Inputs, (node, tensor) => (node, tensor)).ToLookup(pair => pair.tensor, pair => pair.node);
        foreach (Node node in computing.Reverse().Where(node => node.Macs == 0 && _nodes.Contains(node)))
        {
            Tensor[] outputs = [.. node.Outputs];
            if (outputs.Any(graph.Outputs.Contains) || !outputs.SelectMany(output => consumers[output]).Any()) continue;
            if (!outputs.SelectMany(output => consumers[output]).Any(_nodes.Contains)) Remove(node);
        }

        _integers =
        [
            .. graph.Inputs.Where(input => !consumers[input].Any() || consumers[input].Any(_nodes.Contains)),
            .. graph.States.Select(state => state.Current).Where(current => consumers[current].Any(_nodes.Contains)),
            .. _nodes.SelectMany(node => node.Outputs),
        ];
        _integers.UnionWith(graph.States.Where(state => _integers.Contains(state.Next)).Select(state => state.Current).ToArray());
        _integers.RemoveWhere(tensor => tensor.Type != ElementType.Float32);

        void Remove(Node node)
        {
            _nodes.Remove(node);
            real.UnionWith(node.Outputs);
        }
    }

    /// <summary>The type of their activations: Int8 or Int16.</summary>
    public ElementType Type { get; }

    /// <summary>Whether there are none, so that quantization has nothing to do.</summary>
    public bool IsEmpty => _nodes.Count == 0;

    public bool Contains(Node node) => _nodes.Contains(node);

    /// <summary>The layers among them whose weights are rounded, in the order in which they run.</summary>
    public ImmutableArray<WeightedLayer> Layers(Graph graph) =>
        [.. graph.Nodes.Where(_nodes.Contains).Select(WeightedLayer.Of).OfType<WeightedLayer>().Where(layer => layer.Weights.Type == ElementType.Float32 && !layer.Node.Input.IsConstant)];

    /// <summary>Whether an input of the graph, a state or the output of a node is given as integers.</summary>
    public bool Gives(Tensor tensor) => _integers.Contains(tensor);

    private static IEnumerable<Tensor> Activations(Node node) => node.Inputs.Where(tensor => !tensor.IsConstant && tensor.Type == ElementType.Float32);
}
