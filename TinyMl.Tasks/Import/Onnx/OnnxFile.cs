using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Google.Protobuf;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Import.Onnx.Format;

namespace TinyMl.Tasks.Import.Onnx;

/// <summary>A parsed ONNX file: its graph and the versions of the operator sets that it uses, by domain.</summary>
internal sealed record OnnxFile(string Path, GraphProto Graph, IReadOnlyDictionary<string, int> Opsets)
{
    private const int OldestOpset = 7;
    private const long MostMemory = 384 << 20;

    /// <summary>Parses a file.</summary>
    /// <exception cref="DiagnosticException">It is no ONNX model, damaged, or older than opset 7.</exception>
    public static OnnxFile Parse(string path, byte[] bytes)
    {
        ModelProto model = ParseModel(path, bytes);
        if (model.Graph is null) throw ModelDiagnostics.NotAModel(path, "it holds no ONNX graph");
        if (model.Functions.Count > 0 && model.Graph.Node.FirstOrDefault(node => IsDefined(model, node)) is { } call)
        {
            const string Cure = "It is a function of the model itself; export the model with its functions inlined.";
            throw ModelDiagnostics.OperatorNotSupported(path, call.OpType, OnnxNode.NameOf(call), Cure);
        }

        return new OnnxFile(path, model.Graph, OperatorSets(path, model));
    }

    /// <summary>Whether a domain is the standard's.</summary>
    public static bool IsStandard(string domain) => domain is "" or "ai.onnx";

    /// <summary>Whether an operator is a function of the model.</summary>
    private static bool IsDefined(ModelProto model, NodeProto node) => model.Functions.Any(function =>
        function.Name == node.OpType
        && (function.Domain == node.Domain || (IsStandard(function.Domain) && IsStandard(node.Domain))));

    private static ModelProto ParseModel(string path, byte[] bytes)
    {
        if (WireSize.Estimate(bytes) > MostMemory)
            throw ModelDiagnostics.NotAModel(path, $"parsing it would take more than {MostMemory} bytes of memory");

        // Writers put the fields in the order of their numbers, so a model starts with field 1, its ir_version.
        bool looksLikeModel = bytes[0] == 0x08;
        try
        {
            ModelProto model = ModelProto.Parser.WithDiscardUnknownFields(true).ParseFrom(bytes);
            return looksLikeModel || model.OpsetImport.Count > 0
                ? model
                : throw ModelDiagnostics.NotAModel(path, "it is not an ONNX file");
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or IOException or ArgumentException)
        {
            throw looksLikeModel
                ? ModelDiagnostics.Damaged(path, $"it cannot be parsed ({exception.Message})")
                : ModelDiagnostics.NotAModel(path, "it is not an ONNX file");
        }
    }

    /// <summary>The version of each domain's operators; the standard's is called "".</summary>
    private static Dictionary<string, int> OperatorSets(string path, ModelProto model)
    {
        var versions = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (OperatorSetIdProto set in model.OpsetImport)
        {
            string domain = IsStandard(set.Domain) ? "" : set.Domain;
            if (set.Version is < 1 or > int.MaxValue) throw ModelDiagnostics.NotAModel(path, $"it uses opset {set.Version} of '{set.Domain}'");
            if (!versions.TryAdd(domain, (int)set.Version) && versions[domain] != set.Version)
                throw ModelDiagnostics.Damaged(path, "it names two versions of the ONNX operators");
        }

        // Models of the ai.onnx.ml domain alone need not name the standard's.
        if (versions.Count == 0) throw ModelDiagnostics.NotAModel(path, "it does not say which version of the ONNX operators it uses");
        return versions.TryGetValue("", out int standard) && standard < OldestOpset
            ? throw ModelDiagnostics.NotAModel(path, $"it uses opset {standard}")
            : versions;
    }
}
