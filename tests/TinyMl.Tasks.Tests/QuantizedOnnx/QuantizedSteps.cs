using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Import.Onnx.Format;

namespace TinyMl.Tasks.Tests.QuantizedOnnx;

/// <summary>
/// A quantized ONNX model cut at its integer activations: each step is a model of the nodes that lead from integers, or an input, to the
/// next integers, or an output, so that each can be fed what the reference gives before it.
/// </summary>
internal sealed class QuantizedSteps
{
    private readonly ModelProto _model;
    private readonly Dictionary<string, NodeProto> _producers;
    private readonly HashSet<string> _constants;
    private readonly HashSet<string> _cuts;

    public QuantizedSteps(ModelProto model)
    {
        _model = model;
        _producers = model.Graph.Node.ToDictionary(node => node.Output[0], StringComparer.Ordinal);
        _constants = [.. model.Graph.Initializer.Select(tensor => tensor.Name)];
        _cuts = [.. model.Graph.Input.Select(input => input.Name), .. model.Graph.Node.Where(IsQuantized).Select(node => node.Output[0])];
        Targets = [.. model.Graph.Node.Where(IsQuantized).Select(node => node.Output[0]).Union(model.Graph.Output.Select(output => output.Name))];
    }

    /// <summary>The values that the steps give, in an order in which they can be computed.</summary>
    public IReadOnlyList<string> Targets { get; }

    /// <summary>The operators of a step other than those that convert, for messages.</summary>
    public static string Describe(ModelProto step) => string.Join(", ", step.Graph.Node.Select(node => node.OpType).Where(name => name is not ("QuantizeLinear" or "DequantizeLinear")));

    /// <summary>The model that leads to a value; the inputs of it are named as in the whole model.</summary>
    /// <param name="target">The value.</param>
    /// <param name="values">What the whole model's inputs and integer activations are.</param>
    public ModelProto Step(string target, IReadOnlyDictionary<string, StoredValue> values)
    {
        var step = new ModelProto { IrVersion = _model.IrVersion, Graph = new GraphProto { Name = target } };
        step.OpsetImport.AddRange(_model.OpsetImport);
        var nodes = new HashSet<NodeProto>();
        var inputs = new List<string>();
        var pending = new Stack<NodeProto>([_producers[target]]);
        while (pending.TryPop(out NodeProto? node))
        {
            if (!nodes.Add(node)) continue;
            foreach (string input in node.Input.Where(input => input.Length > 0 && !_constants.Contains(input)))
            {
                if (!_cuts.Contains(input)) pending.Push(_producers[input]);
                else if (!inputs.Contains(input)) inputs.Add(input);
            }
        }

        step.Graph.Node.AddRange(_model.Graph.Node.Where(nodes.Contains));
        step.Graph.Initializer.AddRange(_model.Graph.Initializer.Where(tensor => nodes.Any(node => node.Input.Contains(tensor.Name))));
        step.Graph.Input.AddRange(inputs.Select(name => Info(name, values[name])));
        step.Graph.Output.Add(new ValueInfoProto { Name = target, Type = new TypeProto { TensorType = new TypeProto.Types.TensorType { ElemType = (int)values[target].Type } } });
        return step;
    }

    private static ValueInfoProto Info(string name, StoredValue value)
    {
        var type = new TypeProto.Types.TensorType { ElemType = (int)value.Type, Shape = new TensorShapeProto() };
        type.Shape.Dim.AddRange(value.Shape.Select(dimension => new TensorShapeProto.Types.Dimension { DimValue = dimension }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = type } };
    }

    private bool IsQuantized(NodeProto node) =>
        (node.OpType == "QuantizeLinear" && !_constants.Contains(node.Input[0])) || node.OpType is ['Q', 'L', 'i', 'n', ..] or "QGemm";
}
