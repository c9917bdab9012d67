using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Pack;
using TinyMl.Tasks.Plan;

namespace TinyMl.Tasks.Tests.Lower;

/// <summary>Builds small graphs node by node, and takes them through lowering, planning and packing to a loaded model.</summary>
internal sealed class PackedGraph
{
    private readonly List<Node> _nodes = [];
    private readonly List<Tensor> _inputs = [];

    /// <summary>Adds a graph input.</summary>
    public Tensor Input(Shape shape, ElementType type = ElementType.Float32, QuantizationParameters? quantization = null)
    {
        var tensor = new Tensor($"input{_inputs.Count}", type, shape, quantization);
        _inputs.Add(tensor);
        return tensor;
    }

    /// <summary>Adds a node whose output has the type and quantization of its first input.</summary>
    public Tensor Add(Operator @operator, params Tensor[] inputs) => Add(@operator, inputs[0].Type, inputs[0].Quantization, inputs);

    /// <summary>Adds a node.</summary>
    public Tensor Add(Operator @operator, ElementType type, QuantizationParameters? quantization, params Tensor[] inputs)
    {
        string name = $"{@operator.Name}{_nodes.Count}";
        var output = new Tensor(name, type, @operator.InferShape(inputs), quantization);
        _nodes.Add(new Node(name, @operator, inputs, [output]));
        return output;
    }

    /// <summary>The graph in kernels.</summary>
    public LoweredGraph Lower(params Tensor[] outputs) => GraphLowering.Lower(new Graph("Model", _inputs, outputs, _nodes));

    /// <summary>The packed file.</summary>
    public byte[] Pack(params Tensor[] outputs)
    {
        LoweredGraph lowered = Lower(outputs);
        return ModelPacker.Pack(lowered, MemoryPlanner.Plan(lowered)).Bytes;
    }

    /// <summary>The model, ready to run.</summary>
    public TinyModel Load(params Tensor[] outputs) => TinyModel.Load(Pack(outputs));

    /// <summary>Floats 1, 2, 3 ... as a constant.</summary>
    public static Tensor Counting(params ReadOnlySpan<int> shape)
    {
        var dimensions = new Shape(shape);
        float[] values = [.. Enumerable.Range(1, (int)dimensions.ElementCount).Select(i => (float)i)];
        return Tensor.Constant("constant", dimensions, values);
    }
}
