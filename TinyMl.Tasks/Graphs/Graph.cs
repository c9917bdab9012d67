using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Graphs;

/// <summary>
/// The one intermediate representation: nodes in an order in which they can run, static shapes, activations NHWC.
/// Graphs do not change; a pass makes a new one.
/// </summary>
internal sealed class Graph(string name, IEnumerable<Tensor> inputs, IEnumerable<Tensor> outputs, IEnumerable<Node> nodes)
{
    public string Name { get; } = name;

    public ImmutableArray<Tensor> Inputs { get; } = [.. inputs];

    public ImmutableArray<Tensor> Outputs { get; } = [.. outputs];

    public ImmutableArray<Node> Nodes { get; } = [.. nodes];

    public long Macs => Nodes.Sum(node => node.Macs);

    /// <summary>Whether activations are integers, as in a model that was quantized before it was imported.</summary>
    public bool IsQuantized => Nodes.Any(node => node.Outputs.Any(tensor => tensor.Quantization is not null && tensor.Type is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16));

    public Graph With(IEnumerable<Node>? nodes = null, IEnumerable<Tensor>? inputs = null, IEnumerable<Tensor>? outputs = null) =>
        new(Name, inputs ?? Inputs, outputs ?? Outputs, nodes ?? Nodes);

    /// <summary>The node that computes each activation.</summary>
    public Dictionary<Tensor, Node> Producers() =>
        Nodes.SelectMany(node => node.Outputs, (node, tensor) => (node, tensor)).ToDictionary(pair => pair.tensor, pair => pair.node);

    /// <summary>The graph with tensors replaced wherever they are read, graph outputs included.</summary>
    public Graph Substitute(IReadOnlyDictionary<Tensor, Tensor> replacements)
    {
        if (replacements.Count == 0) return this;

        return With(
            Nodes.Select(node => node.Inputs.Any(replacements.ContainsKey) ? node.With(inputs: node.Inputs.Select(Replaced)) : node),
            outputs: Outputs.Select(Replaced));

        Tensor Replaced(Tensor tensor)
        {
            while (replacements.TryGetValue(tensor, out Tensor? replacement)) tensor = replacement;
            return tensor;
        }
    }

    /// <summary>The graph without nodes whose outputs nobody reads.</summary>
    public Graph WithoutUnused()
    {
        var used = new HashSet<Tensor>(Outputs);
        var kept = new Stack<Node>();
        foreach (Node node in Nodes.Reverse())
        {
            if (!node.Outputs.Any(used.Contains)) continue;
            used.UnionWith(node.Inputs);
            kept.Push(node);
        }

        return kept.Count == Nodes.Length ? this : With(kept);
    }
}
