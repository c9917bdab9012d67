using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Import;

namespace TinyMl.Tasks.Tests.Import;

/// <summary>Files that are broken: each gives a diagnostic TML1001 to TML1005 or, where the damage leaves a valid model, a graph.</summary>
[TestClass]
public sealed class TfLiteMalformedFileTests
{
    // The importer holds the file, its constants and a graph of a few nodes.
    private const long AllowedBytes = 32 << 20;

    private static readonly string[] _codes = ["TML1001", "TML1002", "TML1003", "TML1004", "TML1005"];

    private static string Folder { get; } = Directory.CreateTempSubdirectory("tinyml-malformed-").FullName;

    public static IEnumerable<object[]> SharedModels =>
        new[] { "ad_int8", "hello_world_float", "hello_world_int8", "ic_int8", "kws_hybrid", "kws_int8", "micro_speech_int8", "vww_int8" }.Select(name => new object[] { name });

    [ClassCleanup]
    public static void DeleteFolder() => Directory.Delete(Folder, recursive: true);

    [TestMethod]
    public void AMissingFileIsNotFound()
    {
        Assert.AreEqual("TML1001", CodeOf(() => ModelImporter.Import(Path.Combine(Folder, "missing.tflite"), "Test", CancellationToken.None)));
        Assert.AreEqual("TML1001", CodeOf(() => ModelImporter.Import(Path.Combine(Folder, "missing", "missing.tflite"), "Test", CancellationToken.None)));
    }

    [TestMethod]
    public void AFolderIsNotAModel()
    {
        string folder = Path.Combine(Folder, "folder.tflite");
        Directory.CreateDirectory(folder);

        Assert.AreEqual("TML1002", CodeOf(() => ModelImporter.Import(folder, "Test", CancellationToken.None)));
    }

    [TestMethod]
    public void AnEmptyFileIsDamaged() => Assert.AreEqual("TML1003", CodeOf(() => Import([])));

    [TestMethod]
    public void AZipArchiveIsNotAModel() => Assert.AreEqual("TML1002", CodeOf(() => Import([.. "PK\x03\x04"u8, .. TfLiteTestModel.Classifier.Write()])));

    [TestMethod]
    public void AnotherExtensionIsRefused()
    {
        byte[] model = TfLiteTestModel.Classifier.Write();

        Assert.AreEqual("TML1002", CodeOf(() => Import(model, ".onnx")));
        Assert.AreEqual("TML1002", CodeOf(() => Import(model, ".bin")));
        Assert.AreEqual("TML1002", CodeOf(() => Import(new byte[100], ".bin")));
        Assert.AreEqual("TML1002", CodeOf(() => Import(model, string.Empty)));
    }

    [TestMethod]
    public void TheExtensionMayBeInCapitals() => Assert.HasCount(5, Import(TfLiteTestModel.Classifier.Write(), ".TFLITE").Nodes);

    [TestMethod]
    public void RandomBytesAreNotAModel()
    {
        var random = new Random(7);
        for (int i = 0; i < 200; i++)
        {
            byte[] bytes = new byte[8 + random.Next(2000)];
            random.NextBytes(bytes);
            Assert.AreEqual("TML1002", CodeOf(() => Import(bytes)));

            "TFL3"u8.CopyTo(bytes.AsSpan(4));
            RequireDiagnosticOrGraph(bytes);
        }
    }

    [TestMethod]
    public void EveryTruncationOfASmallModelIsDamage()
    {
        byte[] model = TfLiteTestModel.Classifier.Write();
        for (int length = 0; length < model.Length; length++) Assert.AreEqual("TML1003", CodeOf(() => Import(model[..length])), $"{length} bytes");
    }

    [TestMethod]
    public void EveryByteOfASmallModelMayBeAnything()
    {
        byte[] model = TfLiteTestModel.Classifier.Write();
        for (int position = 0; position < model.Length; position++)
        {
            foreach (byte value in new byte[] { 0x00, 0x7F, 0x80, 0xFF }) RequireDiagnosticOrGraph(Changed(model, position, [value]));
        }
    }

    [TestMethod]
    [DataRow(nameof(TfLiteTestModel.Classifier))]
    [DataRow(nameof(TfLiteTestModel.Moves))]
    [DataRow(nameof(TfLiteTestModel.Decoder))]
    public void EveryNumberOfASmallModelMayBeHuge(string name)
    {
        byte[] model = Small(name);
        byte[] number = new byte[sizeof(uint)];
        for (int position = 0; position <= model.Length - sizeof(uint); position += sizeof(uint))
        {
            foreach (uint value in new[] { 0u, 0x1000_0000u, 0x3FFF_FFFFu, 0x7FFF_FFFFu, 0x8000_0000u, 0xFFFF_FFFFu })
            {
                BinaryPrimitives.WriteUInt32LittleEndian(number, value);
                RequireDiagnosticOrGraph(Changed(model, position, number));
            }
        }
    }

    [TestMethod]
    [DataRow(nameof(TfLiteTestModel.Classifier))]
    [DataRow(nameof(TfLiteTestModel.Moves))]
    [DataRow(nameof(TfLiteTestModel.Decoder))]
    public void SeededBitFlipsOfASmallModelAreBorne(string name) => FlipBits(Small(name));

    [TestMethod]
    [DynamicData(nameof(SharedModels))]
    public void SeededBitFlipsOfRealModelsAreBorne(string name) => FlipBits(File.ReadAllBytes(SharedFiles.Find($"models/{name}.tflite")));

    [TestMethod]
    [DynamicData(nameof(SharedModels))]
    public void TruncationsOfRealModelsAreDamage(string name)
    {
        byte[] model = File.ReadAllBytes(SharedFiles.Find($"models/{name}.tflite"));
        for (int percent = 0; percent < 100; percent++)
        {
            Assert.AreEqual("TML1003", CodeOf(() => Import(model[..(int)((long)model.Length * percent / 100)])), $"{percent} %");
        }
    }

    private static byte[] Small(string name)
    {
        byte[] model = (name switch { nameof(TfLiteTestModel.Decoder) => TfLiteTestModel.Decoder, nameof(TfLiteTestModel.Moves) => TfLiteTestModel.Moves, _ => TfLiteTestModel.Classifier }).Write();
        Assert.IsNotEmpty(Import(model).Nodes);
        return model;
    }

    private static void FlipBits(byte[] model)
    {
        var random = new Random(2024);
        for (int i = 0; i < 1000; i++)
        {
            int position = random.Next(model.Length);
            RequireDiagnosticOrGraph(Changed(model, position, [(byte)(model[position] ^ (1 << random.Next(8)))]));
        }
    }

    private static byte[] Changed(byte[] model, int position, ReadOnlySpan<byte> bytes)
    {
        byte[] changed = [.. model];
        bytes.CopyTo(changed.AsSpan(position));
        return changed;
    }

    private static void RequireDiagnosticOrGraph(byte[] bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            Graph graph = Import(bytes);
            Assert.IsNotEmpty(graph.Nodes);
        }
        catch (DiagnosticException exception)
        {
            Assert.Contains(exception.Diagnostic.Code, _codes);
        }

        Assert.IsLessThan(AllowedBytes, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static string CodeOf(Action import) => Assert.ThrowsExactly<DiagnosticException>(import).Diagnostic.Code;

    private static Graph Import(byte[] bytes, string extension = ".tflite")
    {
        string path = Path.Combine(Folder, $"{Environment.CurrentManagedThreadId}{extension}");
        File.WriteAllBytes(path, bytes);
        return ModelImporter.Import(path, "Test", CancellationToken.None).Graph;
    }
}
