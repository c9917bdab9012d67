using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using Google.Protobuf;
using TinyMl.Tasks.Import.Onnx.Format;
using AttributeType = TinyMl.Tasks.Import.Onnx.Format.AttributeProto.Types.AttributeType;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Tests.Import.Onnx;

/// <summary>Builds ONNX models for tests, node by node. Values are named after the node that gives them.</summary>
internal sealed class OnnxModelBuilder
{
    private int _names;

    public OnnxModelBuilder(int opset = 17)
    {
        Model = new ModelProto { IrVersion = 8, ProducerName = "test", Graph = new GraphProto { Name = "graph" } };
        Model.OpsetImport.Add(new OperatorSetIdProto { Version = opset });
    }

    public ModelProto Model { get; }

    public GraphProto Graph => Model.Graph;

    /// <summary>A float input.</summary>
    public string Input(params ReadOnlySpan<long> shape)
    {
        string name = Name("x");
        Graph.Input.Add(ValueInfo(name, shape));
        return name;
    }

    /// <summary>Declares an output of the graph, whose shape is left open.</summary>
    public OnnxModelBuilder Output(params IEnumerable<string> names)
    {
        Graph.Output.AddRange(names.Select(name => new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.TensorType { ElemType = (int)DataType.Float } } }));
        return this;
    }

    /// <summary>An initializer of seeded floats in [-1, 1).</summary>
    public string Random(int seed, params long[] shape)
    {
        var random = new Random(seed);
        return Floats(shape, [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (product, dimension) => product * dimension)).Select(_ => (2 * random.NextSingle()) - 1)]);
    }

    /// <summary>An initializer of floats.</summary>
    public string Floats(long[] shape, params float[] values) => Initializer(FloatTensor(shape, values));

    /// <summary>An initializer of integers, a vector.</summary>
    public string Integers(params long[] values) => Initializer(IntegerTensor([values.Length], values));

    public string Initializer(TensorProto tensor)
    {
        tensor.Name = Name("c");
        Graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    /// <summary>A node with one output. An input of "" is left out.</summary>
    public string Node(string operation, IEnumerable<string> inputs, params IEnumerable<AttributeProto> attributes)
    {
        string name = Name(operation);
        var node = new NodeProto { OpType = operation, Name = $"{name}_node" };
        node.Input.AddRange(inputs);
        node.Output.Add(name);
        node.Attribute.AddRange(attributes);
        Graph.Node.Add(node);
        return name;
    }

    public byte[] Write() => Model.ToByteArray();

    public static ValueInfoProto ValueInfo(string name, ReadOnlySpan<long> shape)
    {
        var dimensions = new TensorShapeProto();
        foreach (long dimension in shape) dimensions.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = dimension });
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.TensorType { ElemType = (int)DataType.Float, Shape = dimensions } } };
    }

    public static TensorProto FloatTensor(long[] shape, params ReadOnlySpan<float> values) => Tensor(DataType.Float, shape, MemoryMarshal.AsBytes(values));

    public static TensorProto IntegerTensor(long[] shape, params ReadOnlySpan<long> values) => Tensor(DataType.Int64, shape, MemoryMarshal.AsBytes(values));

    /// <summary>A tensor of raw data.</summary>
    public static TensorProto Tensor(DataType type, long[] shape, ReadOnlySpan<byte> raw)
    {
        var tensor = new TensorProto { DataType = type, RawData = ByteString.CopyFrom(raw) };
        tensor.Dims.AddRange(shape);
        return tensor;
    }

    public static AttributeProto Attribute(string name, long value) => new() { Name = name, Type = AttributeType.Int, I = value };

    public static AttributeProto Attribute(string name, float value) => new() { Name = name, Type = AttributeType.Float, F = value };

    public static AttributeProto Attribute(string name, string value) => new() { Name = name, Type = AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    public static AttributeProto Attribute(string name, TensorProto value) => new() { Name = name, Type = AttributeType.Tensor, T = value };

    public static AttributeProto Attribute(string name, params long[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeType.Ints };
        attribute.Ints.AddRange(values);
        return attribute;
    }

    public static AttributeProto Attribute(string name, float[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeType.Floats };
        attribute.Floats.AddRange(values);
        return attribute;
    }

    private string Name(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{_names++}");
}
