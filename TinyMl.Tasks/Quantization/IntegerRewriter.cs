using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Quantization;

/// <summary>
/// Rewrites a float graph into one of integer activations and int8 weights, inputs and outputs included. Nodes that do not compute with
/// integers keep their real values, with conversions between.
/// </summary>
internal sealed class IntegerRewriter
{
    private readonly Graph _graph;
    private readonly IntegerNodes _integerNodes;
    private readonly ScaleGroups _groups;
    private readonly IReadOnlyDictionary<ScaleGroup, QuantizationParameters> _parameters;
    private readonly IReadOnlyDictionary<Node, LayerConstants> _layers;
    private readonly Dictionary<Tensor, Tensor> _integers = [];
    private readonly Dictionary<Tensor, Tensor> _reals = [];
    private readonly List<Node> _nodes = [];

    private IntegerRewriter(
        Graph graph,
        IntegerNodes integerNodes,
        ScaleGroups groups,
        IReadOnlyDictionary<ScaleGroup, QuantizationParameters> parameters,
        IReadOnlyDictionary<Node, LayerConstants> layers)
    {
        _graph = graph;
        _integerNodes = integerNodes;
        _groups = groups;
        _parameters = parameters;
        _layers = layers;
    }

    /// <summary>The integer graph, and what became of each of the float graph's activations.</summary>
    /// <param name="graph">The float graph.</param>
    /// <param name="integers">Its nodes that compute with integers.</param>
    /// <param name="groups">Their groups.</param>
    /// <param name="parameters">The scale and zero point of each group.</param>
    /// <param name="layers">The constants of layers; those of others are rounded to the nearest level of 8 bits.</param>
    public static (Graph Graph, IReadOnlyDictionary<Tensor, Tensor> Activations) Rewrite(
        Graph graph,
        IntegerNodes integers,
        ScaleGroups groups,
        IReadOnlyDictionary<ScaleGroup, QuantizationParameters> parameters,
        IReadOnlyDictionary<Node, LayerConstants> layers)
    {
        var rewriter = new IntegerRewriter(graph, integers, groups, parameters, layers);
        ImmutableArray<Tensor> inputs = [.. graph.Inputs.Select(rewriter.Given)];
        foreach (Node node in graph.Nodes) rewriter.Rewrite(node);
        ImmutableArray<Tensor> outputs = [.. graph.Outputs.Select(output => output.IsConstant ? rewriter.Integer(output) : rewriter.Given(output))];
        State[] states = [.. graph.States.Select(rewriter.Rewrite)];
        var activations = graph.Sources.Concat(graph.Nodes.SelectMany(node => node.Outputs)).ToDictionary(tensor => tensor, rewriter.Given);
        return (graph.With(rewriter._nodes, inputs, outputs, states), activations);
    }

    private void Rewrite(Node node)
    {
        ImmutableArray<Tensor> inputs = _integerNodes.Contains(node) ? [.. Integers(node)] : [.. node.Inputs.Select(Real)];
        if (_integerNodes.Contains(node) && node.Operator is Lstm) _integers.Add(node.Outputs[1], LstmQuantizer.Cell(node.Outputs[1], _parameters[_groups[node.Outputs[1]]]));
        _nodes.Add(node.With(inputs: inputs, outputs: node.Outputs.Select(Given)));
    }

    private State Rewrite(State state)
    {
        if (!_integerNodes.Gives(state.Current)) return state;
        QuantizationParameters parameters = _parameters[_groups[state.Current]];
        Tensor next = Integer(state.Next);
        if (!parameters.Equals(next.Quantization))
        {
            Tensor rescaled = next.As(next.Type, parameters);
            _nodes.Add(new Node($"{next.Name}/rescale", new Quantize(), [next], [rescaled]));
            next = rescaled;
        }

        return new State(Integer(state.Current), next, state.Initial is { } initial ? Constant(initial, parameters) : null);
    }

    private IEnumerable<Tensor> Integers(Node node)
    {
        if (WeightedLayer.Of(node) is not null) return [Integer(node.Input), .. Constants(node, _parameters[_groups[node.Input]].Scale)];
        if (node.Operator is Lstm) return [Integer(node.Input), .. LstmQuantizer.Constants(node, _parameters[_groups[node.Input]].Scale)];
        return ScaleGroups.IsJoint(node) ? node.Inputs.Select((input, i) => Part(node, input, i)) : node.Inputs.Select(Integer);
    }

    private ImmutableArray<Tensor> Constants(Node layer, float inputScale) => _layers.TryGetValue(layer, out LayerConstants? constants)
        ? WeightQuantizer.Constants(layer, constants.Weights, constants.Bias, inputScale, _integerNodes.Type)
        : WeightQuantizer.Quantize(layer, inputScale, _integerNodes.Type);

    /// <summary>An input of a joint node at the scale of its output.</summary>
    private Tensor Part(Node node, Tensor input, int index)
    {
        if (input.Type != ElementType.Float32) return input;
        QuantizationParameters parameters = _parameters[_groups[node.Output]];
        if (input.IsConstant) return Constant(input, parameters);
        if (!_groups.IsRequantized(node, index)) return Integer(input);

        var rescaled = new Tensor($"{input.Name}/rescaled", _integerNodes.Type, input.Shape, parameters);
        _nodes.Add(new Node($"{node.Name}/rescale_{index}", new Quantize(), [Integer(input)], [rescaled]));
        return rescaled;
    }

    /// <summary>An activation in the form in which it is computed.</summary>
    private Tensor Given(Tensor tensor) => _integerNodes.Gives(tensor) ? Integer(tensor) : tensor;

    /// <summary>A tensor as integers: quantized where it is computed as real values.</summary>
    private Tensor Integer(Tensor tensor)
    {
        if (tensor.Type != ElementType.Float32) return tensor;
        if (_integers.TryGetValue(tensor, out Tensor? integer)) return integer;
        QuantizationParameters parameters = _parameters[_groups[tensor]];
        integer = tensor.IsConstant ? Constant(tensor, parameters) : tensor.As(_integerNodes.Type, parameters);
        _integers.Add(tensor, integer);
        if (!tensor.IsConstant && !_integerNodes.Gives(tensor)) _nodes.Add(new Node($"{tensor.Name}/quantize", new Quantize(), [tensor], [integer]));
        return integer;
    }

    /// <summary>A tensor as real values: dequantized where it is computed as integers.</summary>
    private Tensor Real(Tensor tensor)
    {
        if (!_integerNodes.Gives(tensor)) return tensor;
        if (_reals.TryGetValue(tensor, out Tensor? real)) return real;
        real = tensor.As(ElementType.Float32, null);
        _reals.Add(tensor, real);
        _nodes.Add(new Node($"{tensor.Name}/dequantize", new Dequantize(), [Integer(tensor)], [real]));
        return real;
    }

    private Tensor Constant(Tensor tensor, QuantizationParameters parameters) => _integerNodes.Type == ElementType.Int16
        ? Tensor.Constant<short>(tensor.Name, ElementType.Int16, tensor.Shape, SymmetricQuantization.Quantize(tensor.Values<float>(), parameters), parameters)
        : Tensor.Constant<sbyte>(tensor.Name, ElementType.Int8, tensor.Shape, AffineQuantization.Quantize(tensor.Values<float>(), parameters), parameters);
}
