using System;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Budget;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Stages;

namespace TinyMl.Tasks.Tests.Stages;

[TestClass]
public sealed class StageFiles : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("stages").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void AFileThatHoldsTheTextAlreadyKeepsItsTime()
    {
        string path = Path.Combine(_folder, "new", "a.key");
        OutputFile.WriteWhenDifferent(path, "text");
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);

        OutputFile.WriteWhenDifferent(path, "text");
        Assert.AreEqual(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(path));

        OutputFile.WriteWhenDifferent(path, "other");
        Assert.AreEqual("other", File.ReadAllText(path));
        Assert.HasCount(1, Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [TestMethod]
    public void AnOutputThatCannotBeWrittenIsNamedAndLeavesNothing()
    {
        string path = Path.Combine(_folder, "a.tinyml");
        Directory.CreateDirectory(Path.Combine(path, "in the way"));

        var exception = Assert.ThrowsExactly<DiagnosticException>(() => OutputFile.Write(path, "text"));

        Assert.AreEqual("TML4004", exception.Diagnostic.Code);
        Assert.Contains(path, exception.Message);
        Assert.IsEmpty(Directory.GetFiles(_folder));
    }

    [TestMethod]
    public void AKeyCoversWhatItsStageReadsAndNothingElse()
    {
        ModelItem model = Model();
        var keys = new StageKeys("1.0.0");
        (string Import, string Compile, string Accessor, string Check) before = All(keys, model);

        AssertChanged(before, All(keys, model with { Compile = model.Compile with { Sparsity = 0.5 } }), "Compile");
        AssertChanged(before, All(keys, model with { Compile = model.Compile with { MinAccuracy = 0.5 } }), "Check");
        AssertChanged(before, All(keys, model with { RamBudget = 1 }), "Check");
        AssertChanged(before, All(keys, model with { Compile = model.Compile with { Recipe = model.Compile.CalibrationData } }), "Compile");
        AssertChanged(before, All(keys, model with { Compile = model.Compile with { FlashBudget = 1 } }));
        AssertChanged(before, All(keys, model with { Namespace = "Other" }), "Accessor");
        AssertChanged(before, All(new StageKeys("1.0.1"), model), "Import", "Compile", "Accessor", "Check");

        File.SetLastWriteTimeUtc(model.Path, DateTime.UnixEpoch);
        AssertChanged(before, All(keys, model));
        File.AppendAllText(model.Compile.CalibrationData!, "1,2\n");
        AssertChanged(before, All(keys, model), "Compile");
        before = All(keys, model);
        File.AppendAllText(model.Path, "more");
        AssertChanged(before, All(keys, model), "Import", "Compile");
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void TheBudgetIsReadWhereItDecidesHowAModelIsCompiled(bool isSearched)
    {
        ModelItem model = Model();
        model = model with { Compile = isSearched ? model.Compile with { Quantization = QuantizationMode.Auto } : model.Compile with { Compression = CompressionMode.Auto } };
        var keys = new StageKeys("1.0.0");
        (string Import, string Compile, string Accessor, string Check) before = All(keys, model);

        AssertChanged(before, All(keys, model with { Compile = model.Compile with { FlashBudget = 1 } }), "Compile");
        AssertChanged(before, All(keys, model with { Compile = model.Compile with { RamBudget = 1 } }), "Compile");
        string[] readers = isSearched ? ["Compile", "Check"] : ["Check"];
        AssertChanged(before, All(keys, model with { Compile = model.Compile with { MinAccuracy = 0.5 } }), readers);
    }

    [TestMethod]
    public void AFolderIsHashedByNamesAndContents()
    {
        string folder = Path.Combine(_folder, "samples");
        Directory.CreateDirectory(Path.Combine(folder, "sub"));
        File.WriteAllText(Path.Combine(folder, "1.bin"), "a");
        string before = ContentHash.OfPath(folder);

        File.WriteAllText(Path.Combine(folder, "sub", "2.bin"), "");
        string withEmptyFile = ContentHash.OfPath(folder);
        File.Move(Path.Combine(folder, "1.bin"), Path.Combine(folder, "3.bin"));

        Assert.HasCount(3, new[] { before, withEmptyFile, ContentHash.OfPath(folder) }.Distinct());
    }

    [TestMethod]
    public void ModelsThatAreGoneLeaveNothing()
    {
        var folder = new StageFolder(_folder);
        foreach (string name in new[] { "Kept", "Gone" })
        {
            foreach (string path in new[] { folder.Packed(name), folder.Accessor(name), folder.DesignTimeAccessor(name), folder.Report(name), folder.Recipe(name), folder.ImportKey(name), folder.External(name), folder.Graph(name), folder.CompileKey(name), folder.Compiled(name), folder.AccessorKey(name) })
            {
                OutputFile.Write(path, "");
            }
        }

        OutputFile.Write(folder.ModelList, "Kept|TinyMl.Kept.tinyml\n");
        folder.DeleteAllBut(["Kept"]);

        string[] files = Directory.GetFiles(_folder, "*", SearchOption.AllDirectories);
        Assert.HasCount(12, files);
        Assert.IsFalse(files.Any(file => Path.GetFileName(file).StartsWith("Gone", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void ACacheGivesBackWhatItGotAndNothingDamaged()
    {
        var cache = StageCache.Open("cache", _folder);
        byte[] content = Encoding.UTF8.GetBytes("content");
        string key = ContentHash.Of(content);
        Assert.IsNull(cache.Read(key, ".graph"));

        cache.Write(key, ".graph", content);
        CollectionAssert.AreEqual(content, cache.Read(key, ".graph"));
        Assert.IsNull(cache.Read(key, ".json"));

        string entry = Directory.GetFiles(Path.Combine(_folder, "cache"), "*", SearchOption.AllDirectories).Single();
        byte[] bytes = File.ReadAllBytes(entry);
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            File.WriteAllBytes(entry, bytes);
            Assert.IsNull(cache.Read(key, ".graph"));
            bytes[i] ^= 1;
        }
    }

    [TestMethod]
    public void ACacheThatCannotBeWrittenOrIsNotSetDoesNotHarm()
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "");
        foreach (string folder in new[] { "file", "" })
        {
            var cache = StageCache.Open(folder, _folder);
            cache.Write("0123", ".graph", [1]);
            Assert.IsNull(cache.Read("0123", ".graph"));
        }
    }

    private static (string Import, string Compile, string Accessor, string Check) All(StageKeys keys, ModelItem model) =>
        (keys.Import(model, []), keys.Compile(model), keys.Accessor(model), keys.Check([model], new BudgetProperties(null, null, null, null, null), asWarning: false));

    private static void AssertChanged((string Import, string Compile, string Accessor, string Check) before, (string Import, string Compile, string Accessor, string Check) after, params string[] expected)
    {
        (string Name, bool Changed)[] changes =
        [
            ("Import", before.Import != after.Import), ("Compile", before.Compile != after.Compile), ("Accessor", before.Accessor != after.Accessor), ("Check", before.Check != after.Check),
        ];
        CollectionAssert.AreEqual(expected, changes.Where(change => change.Changed).Select(change => change.Name).ToArray());
    }

    private ModelItem Model()
    {
        File.WriteAllText(Path.Combine(_folder, "a.onnx"), "model");
        File.WriteAllText(Path.Combine(_folder, "a.csv"), "0,1\n");
        return ModelItem.Parse(new ItemMetadata("a.onnx", _folder, name => name == "CalibrationData" ? "a.csv" : ""), "Gadget");
    }
}
