using System.Collections.Generic;
using System.Linq;
using Google.Protobuf;
using TinyMl.Tasks.Import.Onnx.Format;
using AttributeType = TinyMl.Tasks.Import.Onnx.Format.AttributeProto.Types.AttributeType;

namespace TinyMl.Tasks.Tests.Import.Onnx.Classical;

/// <summary>Models of operators of ONNX-ML.</summary>
internal static class ClassicalModel
{
    public const string Domain = "ai.onnx.ml";

    /// <summary>A model of one operator on samples [N, F], all of whose outputs are the model's.</summary>
    public static OnnxModelBuilder Of(string operation, int samples, int features, int outputs, params IEnumerable<AttributeProto> attributes)
    {
        OnnxModelBuilder model = Empty(operation == "TreeEnsemble" ? 5 : 3);
        return model.Untyped(model.Add(operation, [model.Input(samples, features)], outputs, attributes));
    }

    /// <summary>Declares outputs whose types are left to be inferred.</summary>
    public static OnnxModelBuilder Untyped(this OnnxModelBuilder model, params IEnumerable<string> names)
    {
        model.Graph.Output.AddRange(names.Select(name => new ValueInfoProto { Name = name }));
        return model;
    }

    /// <summary>A model without nodes that may use operators of ONNX-ML.</summary>
    public static OnnxModelBuilder Empty(int version = 3)
    {
        var model = new OnnxModelBuilder();
        model.Model.OpsetImport.Add(new OperatorSetIdProto { Domain = Domain, Version = version });
        return model;
    }

    /// <summary>Adds a node of ONNX-ML.</summary>
    /// <returns>The names of its outputs.</returns>
    public static string[] Add(this OnnxModelBuilder model, string operation, IEnumerable<string> inputs, int outputs, params IEnumerable<AttributeProto> attributes)
    {
        string first = model.Node(operation, inputs, attributes);
        NodeProto node = model.Graph.Node[^1];
        node.Domain = Domain;
        for (int i = 1; i < outputs; i++) node.Output.Add($"{first}_{i}");
        return [.. node.Output];
    }

    /// <summary>An attribute of strings.</summary>
    public static AttributeProto Strings(string name, params IEnumerable<string> values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeType.Strings };
        attribute.Strings.AddRange(values.Select(ByteString.CopyFromUtf8));
        return attribute;
    }
}
