using System;
using System.Diagnostics;
using System.IO;
using System.IO.Hashing;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Recipes;
using TinyMl.Tasks.Tests.Data;

namespace TinyMl.Tasks.Tests.Compile;

/// <summary>The same model, options and data give the same bytes, whatever runs at one time.</summary>
[TestClass]
public sealed class CompilingOnOneCore
{
    // Names the file that a process of one core is to write.
    private const string Variable = "TINYML_TEST_OUTPUTS";

    private static readonly CompileOptions[] Kinds =
    [
        Compiled.GestureOptions(QuantizationMode.Int8) with { Pruning = PruningMode.Obs, Sparsity = 0.3 },
        Compiled.GestureOptions(QuantizationMode.Int8) with { Pruning = PruningMode.Channel, Sparsity = 0.25 },
        Compiled.GestureOptions(QuantizationMode.Int4),
        Compiled.GestureOptions(QuantizationMode.Auto) with { FlashBudget = 2_500, MinAccuracy = -0.02 },
    ];

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task GivesTheSameBytes()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } file)
        {
            Assert.AreEqual(1, Environment.ProcessorCount);
            await File.WriteAllTextAsync(file, Outputs(), TestContext.CancellationToken);
            return;
        }

        if (Environment.ProcessorCount == 1) Assert.Inconclusive("There is but one core.");
        using var folder = new DataFolder();
        string written = Path.Combine(folder.Path, "outputs.txt");
        Task one = RunOnOneCore(written);
        string outputs = Outputs();
        await one;

        Assert.AreEqual(await File.ReadAllTextAsync(written, TestContext.CancellationToken), outputs);
    }

    private static string Outputs() => string.Concat(Kinds.Select(kind =>
    {
        CompiledModel compiled = Compiled.Model(Compiled.GesturesFile, kind);
        byte[][] files = [compiled.Packed, ReportFile.Write(compiled.Report), RecipeWriter.Write(compiled.Recipe)];
        return $"{string.Join(' ', files.Select(file => Convert.ToHexStringLower(XxHash128.Hash(file))))}\n";
    }));

    // This very test, in another process.
    private async Task RunOnOneCore(string file)
    {
        string host = Environment.ProcessPath!, tests = typeof(CompilingOnOneCore).Assembly.Location;
        string[] arguments = ["--filter", $"FullyQualifiedName~{nameof(CompilingOnOneCore)}", "--no-progress", "--results-directory", Path.GetDirectoryName(file)!];
        bool isMuxer = Path.GetFileNameWithoutExtension(host) == "dotnet";
        var start = new ProcessStartInfo(host, isMuxer ? ["exec", tests, .. arguments] : arguments) { RedirectStandardOutput = true };
        start.Environment["DOTNET_PROCESSOR_COUNT"] = "1";
        start.Environment[Variable] = file;
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("TESTINGPLATFORM_", StringComparison.OrdinalIgnoreCase)).ToArray()) start.Environment.Remove(name);
        using Process child = Process.Start(start)!;
        string output = await child.StandardOutput.ReadToEndAsync(TestContext.CancellationToken);
        await child.WaitForExitAsync(TestContext.CancellationToken);
        Assert.AreEqual(0, child.ExitCode, output);
    }
}
