using System.Collections.Generic;
using System.IO;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Options;

namespace TinyMl.Tasks.Tests.Options;

[TestClass]
public sealed class ReadingItems
{
    private static readonly string Project = Path.Combine(Path.GetTempPath(), "project");

    [TestMethod]
    public void AnItemWithoutMetadataHasTheDefaults()
    {
        ModelItem item = Parse([]);

        Assert.AreEqual("KeywordSpotting", item.Name);
        Assert.AreEqual("Gadget", item.Namespace);
        Assert.AreEqual("TinyMl.KeywordSpotting.tinyml", item.LogicalName);
        Assert.AreEqual(Path.Combine(Project, "models", "keyword-spotting.onnx"), item.Path);
        Assert.AreEqual(new CompileOptions(), item.Compile);
        Assert.IsNull(item.Labels);
        Assert.IsNull(item.FlashBudget);
    }

    [TestMethod]
    public void MetadataIsReadIndependentlyOfCaseSlashesAndSpaces()
    {
        ModelItem item = Parse(new()
        {
            ["Quantization"] = " int16X8 ",
            ["Pruning"] = "Magnitude",
            ["Sparsity"] = "0.5",
            ["CalibrationData"] = @"data\samples\",
            ["MinAccuracy"] = "-0.01",
            ["Recipe"] = "models/a.recipe.json",
            ["RamBudget"] = "1.5KB",
            ["Labels"] = "labels.txt",
            ["ClassName"] = "Words",
            ["Namespace"] = "Speech.Models",
            ["LogicalName"] = "words-1.tinyml",
        });

        Assert.AreEqual(QuantizationMode.Int16x8, item.Compile.Quantization);
        Assert.AreEqual(Path.Combine(Project, "models", "a.recipe.json"), item.Compile.Recipe);
        Assert.AreEqual(0.5, item.Compile.Sparsity);
        Assert.AreEqual(Path.Combine(Project, "data", "samples"), item.Compile.CalibrationData);
        Assert.AreEqual(-0.01, item.Compile.MinAccuracy);
        Assert.AreEqual(1536, item.RamBudget);
        Assert.AreEqual(Path.Combine(Project, "labels.txt"), item.Labels);
        Assert.AreEqual(("Words", "Speech.Models", "words-1.tinyml"), (item.Name, item.Namespace, item.LogicalName));
    }

    [TestMethod]
    [DataRow("Quantization", "Int7", "None, Float16, Int16x8, Int8, Int4, Auto")]
    [DataRow("Quantization", "2", "None, Float16, Int16x8, Int8, Int4, Auto")]
    [DataRow("Pruning", "Rows", "None, Magnitude, Obs, Channel")]
    [DataRow("Compression", "Zip", "None, Auto")]
    [DataRow("Recipe", "a.json", "makes none", "Float16")]
    [DataRow("Sparsity", "0,5", "0 to 0.95")]
    [DataRow("Sparsity", "0.96", "0 to 0.95")]
    [DataRow("Sparsity", "NaN", "0 to 0.95")]
    [DataRow("Sparsity", "0.5", "Pruning")]
    [DataRow("MinAccuracy", "1.5", "-1 to 1")]
    [DataRow("MinAccuracy", "0.5", "ValidationData")]
    [DataRow("ClassName", "a b", "C# identifier")]
    [DataRow("ClassName", "Load", "member")]
    [DataRow("Namespace", "a..b", "C# namespace")]
    [DataRow("LogicalName", "a|b", "letters")]
    public void AValueThatIsNotPossibleIsNamedWithWhatIs(string name, string value, string cure, string quantization = "")
    {
        var exception = Assert.ThrowsExactly<DiagnosticException>(() => Parse(new() { ["Quantization"] = quantization, [name] = value }));

        Assert.AreEqual("TML1103", exception.Diagnostic.Code);
        Assert.Contains($"{name}=\"{value}\"", exception.Message);
        Assert.Contains(cure, exception.Message);
    }

    [TestMethod]
    public void ASizeThatIsNoneIsNamed()
    {
        var exception = Assert.ThrowsExactly<DiagnosticException>(() => Parse(new() { ["FlashBudget"] = "much" }));

        Assert.AreEqual("TML3002", exception.Diagnostic.Code);
    }

    private static ModelItem Parse(Dictionary<string, string> metadata) =>
        ModelItem.Parse(new ItemMetadata("models/keyword-spotting.onnx", Project, name => metadata.GetValueOrDefault(name, "")), "Gadget");
}
