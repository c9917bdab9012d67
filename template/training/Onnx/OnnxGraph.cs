using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace TinyMl.Training.Onnx;

/// <summary>An ONNX graph that grows node by node; the field numbers are those of <c>onnx.proto</c>.</summary>
internal sealed class OnnxGraph
{
    private const long IrVersion = 7;
    private const long OperatorSet = 13;
    private const long ElementTypeFloat = 1;
    private const long AttributeTypeFloat = 1;
    private const long AttributeTypeInt = 2;
    private const long AttributeTypeInts = 7;

    private readonly List<ProtobufMessage> _nodes = [];
    private readonly List<ProtobufMessage> _initializers = [];

    /// <summary>An attribute that is one integer.</summary>
    public static ProtobufMessage Integer(string name, int value) =>
        new ProtobufMessage().Add(1, name).Add(3, (long)value).Add(20, AttributeTypeInt);

    /// <summary>An attribute that is a list of integers.</summary>
    public static ProtobufMessage Integers(string name, params IReadOnlyList<int> values) =>
        new ProtobufMessage().Add(1, name).AddEach(8, values).Add(20, AttributeTypeInts);

    /// <summary>An attribute that is one floating-point number.</summary>
    public static ProtobufMessage Number(string name, float value) =>
        new ProtobufMessage().Add(1, name).Add(2, value).Add(20, AttributeTypeFloat);

    /// <summary>A float tensor that goes into or out of the graph.</summary>
    public static ProtobufMessage Value(string name, params IReadOnlyList<int> shape)
    {
        ProtobufMessage dimensions = new ProtobufMessage()
            .AddEach(1, shape.Select(size => new ProtobufMessage().Add(1, (long)size)));
        ProtobufMessage tensor = new ProtobufMessage().Add(1, ElementTypeFloat).Add(2, dimensions);
        return new ProtobufMessage().Add(1, name).Add(2, new ProtobufMessage().Add(1, tensor));
    }

    /// <summary>Adds a node with one output of the same name and returns that name.</summary>
    public string AddNode(
        string operation, string name, IReadOnlyList<string> inputs, params IReadOnlyList<ProtobufMessage> attributes)
    {
        _nodes.Add(new ProtobufMessage()
            .AddEach(1, inputs)
            .Add(2, name)
            .Add(3, name)
            .Add(4, operation)
            .AddEach(5, attributes));
        return name;
    }

    /// <summary>Adds a constant float tensor and returns its name.</summary>
    public string AddInitializer(string name, ReadOnlySpan<float> values, params IReadOnlyList<int> shape)
    {
        _initializers.Add(new ProtobufMessage()
            .AddEach(1, shape)
            .Add(2, ElementTypeFloat)
            .Add(8, name)
            .Add(9, MemoryMarshal.AsBytes(values)));
        return name;
    }

    /// <summary>The whole model file.</summary>
    public ReadOnlySpan<byte> ToModel(string name, string producer, ProtobufMessage input, ProtobufMessage output)
    {
        ProtobufMessage graph = new ProtobufMessage()
            .AddEach(1, _nodes)
            .Add(2, name)
            .AddEach(5, _initializers)
            .Add(11, input)
            .Add(12, output);
        return new ProtobufMessage()
            .Add(1, IrVersion)
            .Add(2, producer)
            .Add(7, graph)
            .Add(8, new ProtobufMessage().Add(1, string.Empty).Add(2, OperatorSet))
            .Bytes;
    }
}
