using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Quantization;

/// <summary>Rewrites a float graph into one of int8 activations and weights, inputs and outputs included.</summary>
internal sealed class Int8Rewriter
{
    private readonly Graph _graph;
    private readonly ScaleGroups _groups;
    private readonly IReadOnlyDictionary<ScaleGroup, QuantizationParameters> _parameters;
    private readonly Dictionary<Tensor, Tensor> _activations = [];
    private readonly List<Node> _nodes = [];

    private Int8Rewriter(Graph graph, ScaleGroups groups, IReadOnlyDictionary<ScaleGroup, QuantizationParameters> parameters)
    {
        _graph = graph;
        _groups = groups;
        _parameters = parameters;
    }

    /// <summary>The integer graph, and the integer form of each of the float graph's activations.</summary>
    public static (Graph Graph, IReadOnlyDictionary<Tensor, Tensor> Activations) Rewrite(
        Graph graph, ScaleGroups groups, IReadOnlyDictionary<ScaleGroup, QuantizationParameters> parameters)
    {
        var rewriter = new Int8Rewriter(graph, groups, parameters);
        ImmutableArray<Tensor> inputs = [.. graph.Inputs.Select(rewriter.Convert)];
        foreach (Node node in graph.Nodes) rewriter.Rewrite(node);
        return (graph.With(rewriter._nodes, inputs, graph.Outputs.Select(rewriter.Convert)), rewriter._activations);
    }

    private void Rewrite(Node node)
    {
        IEnumerable<Tensor> inputs = node.Operator switch
        {
            Conv2D or DepthwiseConv2D or FullyConnected => [Convert(node.Input), .. WeightQuantizer.Quantize(node, _parameters[_groups[node.Input]].Scale)],
            Concat => node.Inputs.Select((input, i) => Part(node, input, i)).ToArray(),
            _ => node.Inputs.Select(Convert),
        };
        _nodes.Add(node.With(inputs: inputs, outputs: node.Outputs.Select(Convert)));
    }

    /// <summary>An input of a concatenation at the scale of its output.</summary>
    private Tensor Part(Node node, Tensor input, int index)
    {
        QuantizationParameters parameters = _parameters[_groups[node.Output]];
        if (input.IsConstant) return Constant(input, parameters);
        if (!_groups.IsRequantized(node, index)) return Convert(input);

        var rescaled = new Tensor($"{input.Name}/rescaled", ElementType.Int8, input.Shape, parameters);
        _nodes.Add(new Node($"{node.Name}/rescale_{index}", new Quantize(), [Convert(input)], [rescaled]));
        return rescaled;
    }

    private Tensor Convert(Tensor tensor)
    {
        if (_activations.TryGetValue(tensor, out Tensor? converted)) return converted;
        QuantizationParameters parameters = _parameters[_groups[tensor]];
        converted = tensor.IsConstant ? Constant(tensor, parameters) : tensor.As(ElementType.Int8, parameters);
        _activations.Add(tensor, converted);
        return converted;
    }

    private static Tensor Constant(Tensor tensor, QuantizationParameters parameters) =>
        Tensor.Constant<sbyte>(tensor.Name, ElementType.Int8, tensor.Shape, AffineQuantization.Quantize(tensor.Values<float>(), parameters), parameters);
}
