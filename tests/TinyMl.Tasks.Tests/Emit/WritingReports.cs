using System;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Emit;

namespace TinyMl.Tasks.Tests.Emit;

[TestClass]
public sealed class WritingReports
{
    internal static readonly ModelReport Full = new()
    {
        Name = "Keywords",
        Source = new SourceReport("keywords.onnx", "0123456789abcdef0123456789abcdef"),
        Device = "arduino-nano-33-ble",
        Quantization = "Int8",
        Ranges = "min-max",
        Flash = new FlashReport(100, 262144, 50, 20, 10, 20),
        Ram = new RamReport(300, 65536, 200, 100, 150, Proved: false, "conv_1"),
        Macs = 12_345_678_901,
        Estimate = new EstimateReport(550_000, 8.594, 0.12, "estimate"),
        Parameters = 70,
        Accuracy = new AccuracyReport("top-1", 0.935, 0.93, 200, 0.98, 21.5),
        Search = new SearchReport(0, [new SearchPoint("8 bits x 3, 4 bits x 9", 100, 300, 0.93, 21.5)]),
        Passes = [new PassReport("FoldBatchNorm", 5)],
        Kernels = ["Conv2DInt8"],
        Labels = ["yes"],
        Notes = ["größer \u2028"],
        Layers = [new LayerReport("conv_1", "Conv2D", [1, 25, 5, 64], 320_000, 50, "raw", 8, 0.25, 30.125, 16_000) { Type = "Int8", BytesMoved = 17_000, Cycles = 550_000, RemovedChannels = new RemovedChannelsReport(0, 1, 3, 67), Decoding = new DecodingReport(10, 64, 1000) }],
    };

    [TestMethod]
    public void EveryFieldOfTheReferenceIsThereByItsName()
    {
        JsonObject root = JsonNode.Parse(ReportFile.Write(Full))!.AsObject();

        AssertHas(root, "name", "source", "device", "quantization", "flash", "ram", "macs", "estimate", "parameters", "accuracy", "layers");
        AssertHas(root["source"]!, "file", "xxHash128");
        AssertHas(root["flash"]!, "bytes", "budget", "weights", "biases", "quantization", "graph");
        AssertHas(root["ram"]!, "bytes", "budget", "arena", "runtime", "lowerBound", "peakLayer");
        AssertHas(root["estimate"]!, "cycles", "milliseconds", "millijoules", "source");
        AssertHas(root["accuracy"]!, "float", "packed", "samples", "agreement", "sqnrDb");
        AssertHas(root["layers"]![0]!, "name", "op", "shape", "macs", "weightBytes", "encoding", "bits", "sparsity", "sqnrDb", "liveBytes", "rounding", "weightSqnrDb", "savedBytes", "type", "bytesMoved", "cycles");
    }

    [TestMethod]
    public void TheBytesAreTheSameInEveryCulture()
    {
        byte[] expected = ReportFile.Write(Full);
        using var culture = new CommaCulture();

        CollectionAssert.AreEqual(expected, ReportFile.Write(Full));
    }

    [TestMethod]
    public void TheBytesAreIndentedAsciiWithLineFeeds()
    {
        string text = Encoding.UTF8.GetString(ReportFile.Write(Full));

        StringAssert.StartsWith(text, "{\n  \"name\": \"Keywords\",\n  \"source\": {\n    \"file\": \"keywords.onnx\",\n", StringComparison.Ordinal);
        StringAssert.EndsWith(text, "  ]\n}\n", StringComparison.Ordinal);
        Assert.IsTrue(text.All(c => c is '\n' or (>= ' ' and <= '~')));
        Assert.Contains("\"sparsity\": 0.25,\n      \"sqnrDb\": 30.125,", text);
    }

    [TestMethod]
    public void AReportThatIsReadIsTheOneThatWasWritten()
    {
        byte[] written = ReportFile.Write(Full);

        CollectionAssert.AreEqual(written, ReportFile.Write(ReportFile.Read(written)));
    }

    [TestMethod]
    public void WhatIsNotKnownIsNull()
    {
        ModelReport report = Full with { Device = null, Estimate = null, Accuracy = null, Flash = Full.Flash with { Budget = null } };

        JsonNode root = JsonNode.Parse(ReportFile.Write(report))!;

        Assert.IsNull(root["device"]);
        Assert.IsNull(root["estimate"]);
        Assert.IsNull(root["accuracy"]);
        Assert.IsNull(root["flash"]!["budget"]);
        CollectionAssert.AreEqual(ReportFile.Write(report), ReportFile.Write(ReportFile.Read(ReportFile.Write(report))));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("null")]
    [DataRow("{}")]
    [DataRow("{ \"name\": ")]
    public void WhatIsNoReportIsRefused(string text) =>
        Assert.Throws<JsonException>(() => ReportFile.Read(Encoding.UTF8.GetBytes(text)));

    private static void AssertHas(JsonNode node, params string[] names)
    {
        foreach (string name in names) Assert.IsTrue(node.AsObject().ContainsKey(name), $"{name} is missing in {node.ToJsonString()}");
    }
}
