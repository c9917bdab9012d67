using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Import.Onnx;

/// <summary>Collects the nodes of the graph that is built; infers every shape and bounds it.</summary>
internal sealed class GraphBuilder(string path)
{
    /// <summary>The packed format's limit.</summary>
    public const int MostDimensions = 6;

    /// <summary>Far above any device's memory, and low enough that no product of dimensions overflows.</summary>
    private const int MostElements = 1 << 28;

    private readonly List<Node> _nodes = [];

    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>A shape of the given dimensions, each at least 1.</summary>
    /// <exception cref="DiagnosticException">A dimension is not positive, or the tensor would be larger or deeper than is
    /// supported.</exception>
    public Shape Shape(string tensor, IReadOnlyList<long> dimensions)
    {
        if (dimensions.Count > MostDimensions)
        {
            throw ModelDiagnostics.NotAModel(
                path, $"the tensor '{tensor}' has {dimensions.Count} dimensions, more than {MostDimensions}");
        }

        string shape = $"[{string.Join(", ", dimensions)}]";
        if (dimensions.Any(dimension => dimension < 1))
            throw ModelDiagnostics.Damaged(path, $"the tensor '{tensor}' would have the shape {shape}");

        return ElementCount.Asked(dimensions) is >= 0 and <= MostElements
            ? new Shape([.. dimensions.Select(dimension => (int)dimension)])
            : throw ModelDiagnostics.NotAModel(
                path, $"the tensor '{tensor}' of the shape {shape} has more than {MostElements} elements");
    }

    /// <summary>Appends a node.</summary>
    /// <returns>Its output, an activation of the inferred type and shape.</returns>
    /// <exception cref="DiagnosticException">The shapes of the inputs do not go together, or the output would be too
    /// large.</exception>
    public Tensor Add(string node, string output, Operator @operator, params IReadOnlyList<Tensor> inputs) =>
        Add(node, output, @operator, @operator.InferType(inputs), quantization: null, inputs);

    /// <summary>Appends a node whose output has a type and quantization that do not follow from its inputs.</summary>
    /// <exception cref="DiagnosticException">As <see cref="Add(string, string, Operator, IReadOnlyList{Tensor})"/>.</exception>
    public Tensor Add(string node, string output, Operator @operator, ElementType type, QuantizationParameters? quantization, params IReadOnlyList<Tensor> inputs)
    {
        var tensor = new Tensor(output, type, InferShape(node, output, @operator, inputs), quantization);
        _nodes.Add(new Node(node, @operator, inputs, [tensor]));
        return tensor;
    }

    /// <summary>Appends a node with outputs behind the first, and gives that one.</summary>
    public Tensor AddSeveral(string node, string output, Operator @operator, IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> furtherOutputs)
    {
        var tensor = new Tensor(output, @operator.InferType(inputs), InferShape(node, output, @operator, inputs));
        _nodes.Add(new Node(node, @operator, inputs, [tensor, .. furtherOutputs]));
        return tensor;
    }

    private Shape InferShape(string node, string output, Operator @operator, IReadOnlyList<Tensor> inputs)
    {
        try
        {
            return Shape(output, [.. @operator.InferShape(inputs).Select(dimension => (long)dimension)]);
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException)
        {
            string shapes = string.Join(", ", inputs.Select(input => input.Shape));
            throw ModelDiagnostics.Damaged(path, $"the inputs of the node '{node}' do not go together ({shapes})");
        }
    }
}
