using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Google.Protobuf;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Import;
using TinyMl.Tasks.Import.Onnx.Format;
using TinyMl.Tasks.Tests.Simplify;

namespace TinyMl.Tasks.Tests.Import.Onnx;

/// <summary>Files that are broken: each gives a diagnostic TML1001 to TML1005 or, where the damage leaves a valid model, a graph.</summary>
[TestClass]
public sealed class OnnxMalformedFileTests
{
    // The importer holds the file, its parsed form, its constants and a graph of a few nodes.
    private const long AllowedBytes = 64 << 20;

    // What is left of small models also runs, as a build would have it run.
    private const int SmallFile = 20_000;
    private const long SmallGraph = 100_000;

    private static readonly string[] _codes = ["TML1001", "TML1002", "TML1003", "TML1004", "TML1005"];

    private static readonly long[] _extremes = [long.MinValue, int.MinValue, -65537, -3, -1, 0, 1, 2, 7, 65535, 65536, 1 << 20, int.MaxValue, 1L << 32, long.MaxValue];

    private static string Folder { get; } = Directory.CreateTempSubdirectory("tinyml-malformed-onnx-").FullName;

    public static IEnumerable<object[]> SharedModels =>
        new[] { "ad_float", "ic_float_bn", "ic_qdq_int8", "kws_float_bn", "kws_qdq_u8", "vww_float" }.Select(name => new object[] { name });

    [ClassCleanup]
    public static void DeleteFolder() => Directory.Delete(Folder, recursive: true);

    [TestMethod]
    public void AMissingFileIsNotFound() =>
        Assert.AreEqual("TML1001", CodeOf(() => ModelImporter.Import(Path.Combine(Folder, "missing.onnx"), "Test", CancellationToken.None)));

    [TestMethod]
    public void AnEmptyFileIsDamaged() => Assert.AreEqual("TML1003", CodeOf(() => Import([])));

    [TestMethod]
    public void AZipArchiveIsNotAModel() => Assert.AreEqual("TML1002", CodeOf(() => Import([.. "PK\x03\x04"u8, .. new byte[100]])));

    [TestMethod]
    public void TextIsNotAModel() => Assert.AreEqual("TML1002", CodeOf(() => Import([.. "version https://git-lfs.github.com/spec/v1\n"u8])));

    [TestMethod]
    public void RandomBytesAreNotAModel()
    {
        var random = new Random(7);
        for (int i = 0; i < 500; i++)
        {
            byte[] bytes = new byte[1 + random.Next(2000)];
            random.NextBytes(bytes);
            RequireDiagnosticOrGraph(bytes);
            bytes[0] = 0xFF;
            Assert.AreEqual("TML1002", CodeOf(() => Import(bytes)));
        }
    }

    [TestMethod]
    [DynamicData(nameof(SharedModels))]
    public void TruncationsOfRealModelsAreDamage(string name)
    {
        byte[] model = File.ReadAllBytes(SharedFiles.Find($"models/{name}.onnx"));
        for (int percent = 0; percent < 100; percent++)
        {
            Assert.AreEqual("TML1003", CodeOf(() => Import(model[..(int)((long)model.Length * percent / 100)])), $"{percent} %");
        }
    }

    [TestMethod]
    [DynamicData(nameof(SharedModels))]
    public void SeededBitFlipsOfRealModelsAreBorne(string name) => FlipBits(File.ReadAllBytes(SharedFiles.Find($"models/{name}.onnx")), 200);

    [TestMethod]
    public void SeededBitFlipsOfAllOperatorsAreBorne()
    {
        foreach (OnnxModelBuilder model in OnnxTestModels.All) FlipBits(model.Write(), 1000);
    }

    [TestMethod]
    public void EveryTruncationOfAllOperatorsIsBorne()
    {
        foreach (OnnxModelBuilder model in OnnxTestModels.All)
        {
            byte[] bytes = model.Write();
            for (int length = 0; length < bytes.Length; length += 3) RequireDiagnosticOrGraph(bytes[..length]);
        }
    }

    [TestMethod]
    public void AnyAttributeDimensionAndIntegerMayBeExtreme()
    {
        foreach (OnnxModelBuilder model in OnnxTestModels.All)
        {
            RequireGraph(model.Write());
            foreach (long value in _extremes)
            {
                for (int place = 0; TrySet(model.Model.Clone(), place, value, out ModelProto? changed); place++)
                {
                    RequireDiagnosticOrGraph(changed!.ToByteArray());
                }
            }
        }
    }

    [TestMethod]
    public void AnyPartMayBeMissingDoubledOrMisplaced()
    {
        var random = new Random(11);
        foreach (OnnxModelBuilder model in OnnxTestModels.All)
        {
            for (int i = 0; i < 1500; i++)
            {
                ModelProto changed = model.Model.Clone();
                for (int j = 0; j <= i % 3; j++) Disarrange(changed.Graph, random);
                RequireDiagnosticOrGraph(changed.ToByteArray());
            }
        }
    }

    [TestMethod]
    public void NestedGraphsAreNotParsed()
    {
        // A graph within an attribute within a node within a graph, and so on, 20,000 times: LEB128 lengths from the inside out.
        byte[] nested = [];
        for (int depth = 0; depth < 20_000; depth++) nested = [.. Field(1, Field(5, Field(6, nested.Length > 4096 ? nested[..4096] : nested)))];
        byte[] file = [0x08, 0x08, .. Field(8, [0x10, 0x0D]), .. Field(7, nested)];

        RequireDiagnosticOrGraph(file);
    }

    [TestMethod]
    public void MillionsOfEmptyMessagesAreRefusedBeforeTheyTakeMemory()
    {
        byte[] graph = new byte[32 << 20];
        for (int i = 0; i < graph.Length; i += 2) graph[i] = 0x0A;

        Assert.AreEqual("TML1002", CodeOf(() => Import([0x08, 0x08, .. Field(8, [0x10, 0x0D]), .. Field(7, graph)])));
    }

    [TestMethod]
    public void ConstantsThatGrowWithoutEndAreRefused()
    {
        var model = new OnnxModelBuilder();
        string x = model.Input(1), y = model.Random(1, 1024);
        for (int i = 0; i < 40; i++) y = model.Node("Concat", [y, y], OnnxModelBuilder.Attribute("axis", 0));
        model.Output(model.Node("Add", [x, y]));

        Assert.AreEqual("TML1002", CodeOf(() => Import(model.Write())));
    }

    [TestMethod]
    public void EmptyConstantsOfHugeDimensionsAreBorne()
    {
        long[] shape = [0, int.MaxValue, int.MaxValue];
        foreach (string operation in new[] { "Gather", "Concat", "Add", "Transpose", "Flatten" })
        {
            var model = new OnnxModelBuilder();
            string x = model.Input(1), empty = model.Floats(shape), other = operation == "Gather" ? model.Integers(0) : empty;
            string y = model.Node(operation, operation is "Transpose" or "Flatten" ? [empty] : new List<string> { empty, other }, operation == "Concat" ? [OnnxModelBuilder.Attribute("axis", 1)] : []);
            model.Output(model.Node("Add", [x, y]));
            RequireDiagnosticOrGraph(model.Write());
        }
    }

    [TestMethod]
    public void ActivationsThatGrowWithoutEndAreRefused()
    {
        var model = new OnnxModelBuilder();
        string y = model.Input(1, 1024);
        for (int i = 0; i < 60; i++) y = model.Node("Concat", [y, y], OnnxModelBuilder.Attribute("axis", 1));
        model.Output(y);

        Assert.AreEqual("TML1002", CodeOf(() => Import(model.Write())));
    }

    private static byte[] Field(int number, byte[] content)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteTag(number, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(content));
        }

        return stream.ToArray();
    }

    /// <summary>Sets one of the integers of a model.</summary>
    private static bool TrySet(ModelProto model, int place, long value, out ModelProto? changed)
    {
        changed = model;
        foreach (AttributeProto attribute in model.Graph.Node.SelectMany(node => node.Attribute))
        {
            if (attribute.Type == AttributeProto.Types.AttributeType.Int && place-- == 0) return (attribute.I = value) == value;
            if (attribute.Ints.Count > place && place >= 0) return (attribute.Ints[place] = value) == value;
            place -= attribute.Ints.Count;
        }

        foreach (TensorProto tensor in model.Graph.Initializer)
        {
            if (tensor.Dims.Count > place && place >= 0) return (tensor.Dims[place] = value) == value;
            place -= tensor.Dims.Count;
            if (tensor.DataType != TensorProto.Types.DataType.Int64 || place-- != 0) continue;
            byte[] data = tensor.RawData.ToByteArray();
            BitConverter.TryWriteBytes(data, value);
            tensor.RawData = ByteString.CopyFrom(data);
            return true;
        }

        foreach (TensorShapeProto.Types.Dimension dimension in model.Graph.Input[0].Type.TensorType.Shape.Dim)
        {
            if (place-- == 0) return (dimension.DimValue = value) == value;
        }

        changed = null;
        return false;
    }

    private static void Disarrange(GraphProto graph, Random random)
    {
        NodeProto node = graph.Node[random.Next(graph.Node.Count)], other = graph.Node[random.Next(graph.Node.Count)];
        TensorProto tensor = graph.Initializer[random.Next(graph.Initializer.Count)];
        switch (random.Next(10))
        {
            case 0:
                graph.Node.Remove(node);
                break;
            case 1:
                graph.Initializer.Remove(tensor);
                break;
            case 2:
                node.OpType = other.OpType;
                break;
            case 3 when node.Input.Count > 0:
                node.Input[random.Next(node.Input.Count)] = random.Next(3) switch { 0 => other.Output[0], 1 => tensor.Name, _ => string.Empty };
                break;
            case 4 when node.Attribute.Count > 0:
                node.Attribute.RemoveAt(random.Next(node.Attribute.Count));
                break;
            case 5:
                node.Attribute.AddRange(other.Attribute.Select(attribute => attribute.Clone()).ToArray());
                break;
            case 6:
                tensor.DataType = (TensorProto.Types.DataType)random.Next(20);
                break;
            case 7 when tensor.Dims.Count > 0:
                tensor.Dims.RemoveAt(random.Next(tensor.Dims.Count));
                break;
            case 8:
                node.Output[0] = other.Output[0];
                break;
            default:
                (tensor.Name, graph.Initializer[0].Name) = (graph.Initializer[0].Name, tensor.Name);
                break;
        }
    }

    private static void FlipBits(byte[] model, int flips)
    {
        var random = new Random(2024);
        for (int i = 0; i < flips; i++)
        {
            int position = random.Next(model.Length), bit = 1 << random.Next(8);
            model[position] ^= (byte)bit;
            RequireDiagnosticOrGraph(model);
            model[position] ^= (byte)bit;
        }
    }

    private static void RequireGraph(byte[] bytes) => Assert.IsNotEmpty(Import(bytes).Simplified().Nodes);

    private static void RequireDiagnosticOrGraph(byte[] bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            Graph graph = Import(bytes);
            Assert.IsNotEmpty(graph.Outputs);
            if (bytes.Length < SmallFile && graph.Nodes.Sum(node => node.Output.Shape.ElementCount) < SmallGraph) OnnxRuntimeOracle.Load(graph.Simplified()).Invoke();
        }
        catch (DiagnosticException exception)
        {
            Assert.Contains(exception.Diagnostic.Code, _codes);
        }

        Assert.IsLessThan(AllowedBytes, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static string CodeOf(Action import) => Assert.ThrowsExactly<DiagnosticException>(import).Diagnostic.Code;

    private static Graph Import(byte[] bytes)
    {
        string path = Path.Combine(Folder, $"{Environment.CurrentManagedThreadId}.onnx");
        File.WriteAllBytes(path, bytes);
        return ModelImporter.Import(path, "Test", CancellationToken.None).Graph;
    }
}
