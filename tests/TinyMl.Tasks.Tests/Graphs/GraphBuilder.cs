using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Tests.Graphs;

/// <summary>Builds graphs for tests, node by node; the outputs' shapes follow from the operators.</summary>
internal sealed class GraphBuilder
{
    private readonly List<Tensor> _inputs = [];
    private readonly List<Node> _nodes = [];

    public Tensor Input(params ReadOnlySpan<int> shape) => Input(ElementType.Float32, null, shape);

    public Tensor Input(ElementType type, QuantizationParameters? quantization, params ReadOnlySpan<int> shape)
    {
        var tensor = new Tensor(string.Create(CultureInfo.InvariantCulture, $"input{_inputs.Count}"), type, new Shape(shape), quantization);
        _inputs.Add(tensor);
        return tensor;
    }

    /// <summary>Adds a node whose output has the type and quantization of its first input.</summary>
    public Tensor Add(Operator @operator, params Tensor[] inputs) => AddAs(inputs[0].Type, inputs[0].Quantization, @operator, inputs);

    public Tensor AddAs(ElementType type, QuantizationParameters? quantization, Operator @operator, params Tensor[] inputs)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{@operator.Name}{_nodes.Count}");
        var output = new Tensor($"{name}_output", type, @operator.InferShape(inputs), quantization);
        _nodes.Add(new Node(name, @operator, inputs, [output]));
        return output;
    }

    public Graph Build(params Tensor[] outputs) => new("test", _inputs, outputs, _nodes);

    /// <summary>A float constant of seeded values in [-1, 1).</summary>
    public static Tensor Random(int seed, params int[] shape)
    {
        var random = new Random(seed);
        var dimensions = new Shape(shape);
        return Tensor.Constant(string.Create(CultureInfo.InvariantCulture, $"constant{seed}"), dimensions, [.. Enumerable.Range(0, (int)dimensions.ElementCount).Select(_ => (2 * random.NextSingle()) - 1)]);
    }

    /// <summary>A float constant of the given values.</summary>
    public static Tensor Constant(int[] shape, params float[] values) => Tensor.Constant("constant", new Shape(shape), values);
}
