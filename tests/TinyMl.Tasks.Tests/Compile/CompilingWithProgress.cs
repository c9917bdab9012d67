using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Options;

namespace TinyMl.Tasks.Tests.Compile;

[TestClass]
public sealed class CompilingWithProgress
{
    [TestMethod]
    public void AQuickBuildIsSilentAndALongOneSpeaksEveryFewSeconds()
    {
        var clock = new Clock();
        var said = new List<string>();
        var progress = new CompileProgress("keywords.onnx", said.Add, clock);

        for (int layer = 1; layer <= 12; layer++)
        {
            progress.Report("quantizing", layer, 12, "layers");
            clock.Seconds++;
        }

        CollectionAssert.AreEqual(new[] { "keywords.onnx: quantizing 5 of 12 layers", "keywords.onnx: quantizing 9 of 12 layers" }, said);
    }

    [TestMethod]
    [DataRow("Int8", "None", "calibrating layers, choosing ranges, quantizing layers, evaluating samples")]
    [DataRow("Int8", "Obs", "measuring layers, weighing layers, calibrating layers, choosing ranges, quantizing layers")]
    [DataRow("None", "Obs", "measuring layers, weighing layers, pruning layers")]
    [DataRow("None", "Channel", "measuring layers, weighing layers, removing channels, pruning layers")]
    [DataRow("Auto", "None", "calibrating layers, choosing ranges, quantizing layers, measuring choices for layers, trying mixes at most")]
    public void EveryLongStageSaysHowFarItIs(string quantization, string pruning, string stages)
    {
        List<Match> said = [.. Said(Enum.Parse<QuantizationMode>(quantization), Enum.Parse<PruningMode>(pruning))
            .Select(line => Regex.Match(line, @"^gestures\.onnx: (?<doing>\w+) (?<done>\d+) of (?<total>\d+) (?<steps>[\w ]+)$"))];

        Assert.IsTrue(said.TrueForAll(line => line.Success && Number(line, "done") >= 1 && Number(line, "done") <= Number(line, "total")));
        CollectionAssert.IsSubsetOf(stages.Split(", "), said.ConvertAll(line => $"{line.Groups["doing"]} {line.Groups["steps"]}"));
        foreach ((Match before, Match after) in said.Zip(said.Skip(1)).Where(pair => Stage(pair.First) == Stage(pair.Second) && Number(pair.First, "done") < Number(pair.First, "total")))
        {
            Assert.IsGreaterThan(Number(before, "done"), Number(after, "done"));
        }

        static string Stage(Match line) => line.Groups["doing"].Value + line.Groups["steps"].Value;

        static int Number(Match line, string group) => int.Parse(line.Groups[group].Value, CultureInfo.InvariantCulture);
    }

    // Where every report comes as late as a line takes.
    private static List<string> Said(QuantizationMode quantization, PruningMode pruning)
    {
        var said = new List<string>();
        CompileOptions options = Compiled.GestureOptions(quantization) with { Pruning = pruning, Sparsity = pruning == PruningMode.None ? 0 : 0.3, FlashBudget = 2_500 };
        StagedGraph staged = ModelCompiler.Import(Compiled.GesturesFile, "Gestures", CancellationToken.None);
        string name = Path.GetFileName(Compiled.GesturesFile);
        ModelCompiler.Compile(staged, new SourceReport(name, ""), options, new CompileProgress(name, said.Add, new Clock { Step = 10 }), CancellationToken.None);
        return said;
    }

    private sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; }

        /// <summary>How much later it is whenever somebody asks.</summary>
        public int Step { get; init; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds += Step;
    }
}
