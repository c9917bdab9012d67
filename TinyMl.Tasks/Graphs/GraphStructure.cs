using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Graphs;

/// <summary>A <see cref="StagedGraph"/> without the bytes of its constants; tensors are numbered as they are first met.</summary>
internal sealed record GraphStructure(
    string Name,
    ImmutableArray<GraphStructure.TensorEntry> Tensors,
    ImmutableArray<int> Inputs,
    ImmutableArray<int> Outputs,
    ImmutableArray<GraphStructure.NodeEntry> Nodes,
    ImmutableArray<GraphStructure.StateEntry> States,
    ImmutableArray<string> Labels,
    ImmutableArray<AppliedPass> Passes,
    ImmutableArray<string> ExternalFiles,
    ImmutableArray<RemovedChannels> Removed)
{
    /// <summary>Describes a graph.</summary>
    /// <param name="staged">The graph.</param>
    /// <param name="tensors">Its tensors, by number.</param>
    public static GraphStructure Of(StagedGraph staged, out IReadOnlyList<Tensor> tensors)
    {
        Graph graph = staged.Graph;
        var order = new List<Tensor>();
        var numbers = new Dictionary<Tensor, int>();
        foreach (Tensor tensor in graph.Sources.Concat(graph.Nodes.SelectMany(node => node.Inputs.Concat(node.Outputs))).Concat(graph.Results).Concat(graph.States.Select(state => state.Initial).OfType<Tensor>()))
        {
            if (numbers.TryAdd(tensor, order.Count)) order.Add(tensor);
        }

        tensors = order;
        return new GraphStructure(
            graph.Name,
            [.. order.Select(tensor => new TensorEntry(tensor.Name, tensor.Type, [.. tensor.Shape], tensor.IsConstant, QuantizationEntry.Of(tensor.Quantization)))],
            Numbers(graph.Inputs),
            Numbers(graph.Outputs),
            [.. graph.Nodes.Select(node => new NodeEntry(node.Name, node.Operator, Numbers(node.Inputs), Numbers(node.Outputs)))],
            [.. graph.States.Select(state => new StateEntry(numbers[state.Current], numbers[state.Next], state.Initial is null ? null : numbers[state.Initial]))],
            graph.Labels,
            staged.Passes,
            staged.ExternalFiles,
            staged.Removed);

        ImmutableArray<int> Numbers(ImmutableArray<Tensor> list) => [.. list.Select(tensor => numbers[tensor])];
    }

    /// <summary>The graph of these tensors.</summary>
    public StagedGraph ToGraph(IReadOnlyList<Tensor> tensors)
    {
        var graph = new Graph(
            Name,
            Numbered(Inputs),
            Numbered(Outputs),
            Nodes.Select(node => new Node(node.Name, node.Operator, Numbered(node.Inputs), Numbered(node.Outputs))),
            States.Select(state => new State(tensors[state.Current], tensors[state.Next], state.Initial is int initial ? tensors[initial] : null)))
        {
            Labels = Labels,
        };
        return new StagedGraph(graph, Passes, ExternalFiles) { Removed = Removed };

        IEnumerable<Tensor> Numbered(ImmutableArray<int> numbers) => numbers.Select(number => tensors[number]);
    }

    /// <summary>A tensor without its bytes.</summary>
    internal sealed record TensorEntry(string Name, ElementType Type, ImmutableArray<int> Shape, bool IsConstant, QuantizationEntry? Quantization)
    {
        /// <summary>The tensor, with its bytes if it is a constant.</summary>
        public Tensor ToTensor(byte[]? data) => new(Name, Type, new Shape(Shape.AsSpan()), Quantization?.ToParameters(), data);
    }

    /// <summary>A tensor's quantization.</summary>
    internal sealed record QuantizationEntry(ImmutableArray<float> Scales, ImmutableArray<int> ZeroPoints, int Axis)
    {
        public static QuantizationEntry? Of(QuantizationParameters? parameters) =>
            parameters is null ? null : new QuantizationEntry(parameters.Scales, parameters.ZeroPoints, parameters.Axis);

        public QuantizationParameters ToParameters() => new(Scales, ZeroPoints, Axis);
    }

    /// <summary>A node, its tensors by number.</summary>
    internal sealed record NodeEntry(string Name, Operator Operator, ImmutableArray<int> Inputs, ImmutableArray<int> Outputs);

    /// <summary>A state, its tensors by number.</summary>
    internal sealed record StateEntry(int Current, int Next, int? Initial);
}
