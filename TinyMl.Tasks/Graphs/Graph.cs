using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Graphs;

/// <summary>
/// The one intermediate representation: nodes in an order in which they can run, static shapes, activations NHWC.
/// Graphs do not change; a pass makes a new one.
/// </summary>
internal sealed class Graph(string name, IEnumerable<Tensor> inputs, IEnumerable<Tensor> outputs, IEnumerable<Node> nodes, IEnumerable<State>? states = null)
{
    public string Name { get; } = name;

    public ImmutableArray<Tensor> Inputs { get; } = [.. inputs];

    public ImmutableArray<Tensor> Outputs { get; } = [.. outputs];

    public ImmutableArray<Node> Nodes { get; } = [.. nodes];

    /// <summary>What one inference leaves to the next.</summary>
    public ImmutableArray<State> States { get; } = [.. states ?? []];

    /// <summary>What the classes are called that the model tells apart, in the order of their scores; empty where its file does not say it.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>The activations that are there before the first node runs: inputs, and the states' current values.</summary>
    public IEnumerable<Tensor> Sources => Inputs.Concat(States.Select(state => state.Current));

    /// <summary>The tensors that must be there after the last node has run: outputs, and the states' next values.</summary>
    public IEnumerable<Tensor> Results => Outputs.Concat(States.Select(state => state.Next));

    public long Macs => Nodes.Sum(node => node.Macs);

    /// <summary>Whether activations are integers, as in a model that was quantized before it was imported.</summary>
    public bool IsQuantized => Nodes.Any(node => node.Outputs.Any(tensor => tensor.Quantization is not null && tensor.Type is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16));

    public Graph With(IEnumerable<Node>? nodes = null, IEnumerable<Tensor>? inputs = null, IEnumerable<Tensor>? outputs = null, IEnumerable<State>? states = null) =>
        new(Name, inputs ?? Inputs, outputs ?? Outputs, nodes ?? Nodes, states ?? States) { Labels = Labels };

    /// <summary>The node that computes each activation.</summary>
    public Dictionary<Tensor, Node> Producers() =>
        Nodes.SelectMany(node => node.Outputs, (node, tensor) => (node, tensor)).ToDictionary(pair => pair.tensor, pair => pair.node);

    /// <summary>The graph with tensors replaced wherever they are read, graph outputs and next states included.</summary>
    public Graph Substitute(IReadOnlyDictionary<Tensor, Tensor> replacements)
    {
        if (replacements.Count == 0) return this;

        return With(
            Nodes.Select(node => node.Inputs.Any(replacements.ContainsKey) ? node.With(inputs: node.Inputs.Select(Replaced)) : node),
            outputs: Outputs.Select(Replaced),
            states: States.Select(state => state with { Next = Replaced(state.Next) }));

        Tensor Replaced(Tensor tensor)
        {
            while (replacements.TryGetValue(tensor, out Tensor? replacement)) tensor = replacement;
            return tensor;
        }
    }

    /// <summary>The graph without nodes whose outputs nobody reads, and without states that no output depends on.</summary>
    public Graph WithoutUnused()
    {
        var used = new HashSet<Tensor>(Outputs);
        State[] states = [];
        int count;
        do
        {
            // A state that is read needs what computes its next value, which may read further ones.
            count = states.Length;
            foreach (Node node in Nodes.Reverse().Where(node => node.Outputs.Any(used.Contains))) used.UnionWith(node.Inputs);
            states = [.. States.Where(state => used.Contains(state.Current))];
            used.UnionWith(states.Select(state => state.Next));
        }
        while (states.Length > count);

        Node[] kept = [.. Nodes.Where(node => node.Outputs.Any(used.Contains))];
        return kept.Length == Nodes.Length && states.Length == States.Length ? this : With(kept, states: states);
    }
}
