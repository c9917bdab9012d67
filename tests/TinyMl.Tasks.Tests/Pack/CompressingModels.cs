using System;
using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Plan;
using TinyMl.Tasks.Tests.Compile;

namespace TinyMl.Tasks.Tests.Pack;

/// <summary><c>Compression=Auto</c>: as small as the budget asks for, and no smaller.</summary>
[TestClass]
public sealed class CompressingModels
{
    [TestMethod]
    [DataRow("kws_int8", 26_800, 26_800)]
    [DataRow("vww_int8", 37_600, 37_600)]
    [DataRow("ic_int8", 80_600, 75_600)]
    [DataRow("ad_int8", 268_800, 176_800)]
    public void AModelMeetsItsBarsAndGivesTheSameBytes(string name, int inPlace, int compressed)
    {
        CompiledModel plain = Compile(name, CompressionMode.None, flashBudget: null), tight = Compile(name, CompressionMode.Auto, compressed);

        Assert.IsLessThanOrEqualTo(inPlace, plain.Report.Flash.Bytes);
        Assert.IsLessThanOrEqualTo(compressed, tight.Report.Flash.Bytes);
        foreach (CompiledModel compiled in new[] { plain, tight, Compile(name, CompressionMode.Auto, flashBudget: 0) }) GoldenVectors.Require(name, TinyModel.Load(compiled.Packed));
    }

    [TestMethod]
    public void ABudgetThatIsMetAsksForNothing()
    {
        byte[] plain = Compile("ad_int8", CompressionMode.None, flashBudget: null).Packed;

        CollectionAssert.AreEqual(plain, Compile("ad_int8", CompressionMode.Auto, flashBudget: null).Packed);
        CollectionAssert.AreEqual(plain, Compile("ad_int8", CompressionMode.Auto, plain.Length).Packed);
        CollectionAssert.AreNotEqual(plain, Compile("ad_int8", CompressionMode.Auto, plain.Length - 1).Packed);
    }

    [TestMethod]
    public void ALooserBudgetIsMetWithLessDecoding()
    {
        long[] operations = [.. new[] { 0, 180_000, 200_000, 230_000, 255_000 }.Select(budget => Operations(Compile("ad_int8", CompressionMode.Auto, budget).Report))];

        CollectionAssert.AreEqual(operations.OrderDescending().ToArray(), operations);
        Assert.IsLessThan(operations[0] / 2, operations[^1]);
    }

    [TestMethod]
    public void TheReportSaysWhatIsSavedAndWhatItCosts()
    {
        ModelReport plain = Compile("ic_int8", CompressionMode.None, flashBudget: null).Report, tight = Compile("ic_int8", CompressionMode.Auto, flashBudget: 75_600).Report;

        LayerReport[] encoded = [.. tight.Layers.Where(layer => layer.Decoding is not null)];
        Assert.IsTrue(encoded.All(layer => layer.Encoding == "huffman" && layer.Decoding!.ArenaBytes > 0 && layer.Decoding.Operations > 0));
        Assert.AreEqual(plain.Flash.Weights - tight.Flash.Weights, encoded.Sum(layer => layer.Decoding!.SavedBytes), 4 * encoded.Length);
        Assert.IsTrue(plain.Layers.All(layer => layer.Decoding is null && layer.Encoding is "raw" or "none"));
    }

    [TestMethod]
    public void CancellationStopsTheSearch()
    {
        Graph graph = SharedModel.Import("ic_int8.tflite");

        Assert.ThrowsExactly<OperationCanceledException>(() => PackedProgram.Within(graph, 0, PlanningOptions.Default, new CancellationToken(canceled: true)));
    }

    private static long Operations(ModelReport report) => report.Layers.Sum(layer => layer.Decoding?.Operations ?? 0);

    private static CompiledModel Compile(string name, CompressionMode compression, long? flashBudget) =>
        Compiled.Model(SharedFiles.Find(Path.Combine("models", $"{name}.tflite")), new CompileOptions { Compression = compression, FlashBudget = flashBudget });
}
