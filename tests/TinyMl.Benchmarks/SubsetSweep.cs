using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using TinyMl.Tasks;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Options;

namespace TinyMl.Benchmarks;

/// <summary>
/// What a model's accuracy owes to the luck of its calibration data: the model is built from random subsets of it, and each build is measured on the
/// same validation data.
/// </summary>
internal static class SubsetSweep
{
    /// <summary>Without validation data ("-"), the measure is agreement with the float model on all of the calibration data.</summary>
    /// <param name="model">The model file.</param>
    /// <param name="calibration">Calibration data.</param>
    /// <param name="validation">Data with targets, or "-".</param>
    /// <param name="arguments">Names of options, each followed by its value.</param>
    public static void Print(string model, string calibration, string validation, IReadOnlyList<string> arguments)
    {
        Dictionary<string, string> options = arguments.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
        int subsets = Integer("--subsets", 8), size = Integer("--size", 70), seed = Integer("--seed", 1);
        ModelItem item = ModelItem.Parse(new ItemMetadata(model, Environment.CurrentDirectory, Metadata), "");
        CompileOptions compile = item.Compile with { FlashBudget = item.FlashBudget, RamBudget = item.RamBudget };

        StagedGraph staged = Compilation.Import(model);
        SampleSet all = SampleSet.Read(calibration, staged.Graph.Inputs, withTargets: false);
        SampleSet tests = validation == "-" ? all : SampleSet.Read(validation, staged.Graph.Inputs, withTargets: true);
        var builds = new List<(ModelReport Report, double Seconds)>();
        for (int subset = 0; subset < subsets; subset++)
        {
            int[] samples = [.. Enumerable.Range(0, all.Count)];
            new Random(seed + subset).Shuffle(samples);
            long start = Stopwatch.GetTimestamp();
            try
            {
                CompiledModel compiled = ModelCompiler.Compile(staged, Compilation.Source(model), compile, all.Take(samples[..Math.Min(size, all.Count)]), tests, CompileProgress.None, CancellationToken.None);
                builds.Add((compiled.Report, Stopwatch.GetElapsedTime(start).TotalSeconds));
            }
            catch (DiagnosticException exception)
            {
                Console.WriteLine($"subset {seed + subset}: {exception.Diagnostic.Code} {exception.Message}");
            }
        }

        if (builds.Count == 0) return;
        AccuracyReport[] accuracies = [.. builds.Select(build => build.Report.Accuracy!)];
        Console.WriteLine($"{accuracies[0].Metric} mean {accuracies.Average(accuracy => accuracy.Packed):0.0000} least {accuracies.Min(accuracy => accuracy.Packed):0.0000} greatest {accuracies.Max(accuracy => accuracy.Packed):0.0000} (float {accuracies[0].Float:0.0000}), {tests.Count} samples");
        Console.WriteLine($"each {string.Join(' ', accuracies.Select(accuracy => accuracy.Packed.ToString("0.0000", CultureInfo.InvariantCulture)))}");
        Console.WriteLine($"agreement mean {accuracies.Average(accuracy => accuracy.Agreement):0.0000} least {accuracies.Min(accuracy => accuracy.Agreement):0.0000}, SQNR mean {accuracies.Average(accuracy => accuracy.SqnrDb):0.0} dB least {accuracies.Min(accuracy => accuracy.SqnrDb):0.0} dB");
        Console.WriteLine($"bytes {Span(build => build.Flash.Bytes)}, arena {Span(build => build.Ram.Arena)}, MACs {Span(build => build.Macs)}, seconds mean {builds.Average(build => build.Seconds):0.0} most {builds.Max(build => build.Seconds):0.0}");

        foreach (SearchReport search in builds.Select(build => build.Report.Search).OfType<SearchReport>())
        {
            Console.WriteLine($"took {search.Points[search.Taken].Mix}, of {string.Join("; ", search.Points.Select(point => $"{point.FlashBytes} bytes {point.Accuracy:0.0000}"))}");
        }

        int Integer(string name, int @default) => options.TryGetValue(name, out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : @default;

        string Metadata(string name) => name switch
        {
            "CalibrationData" => calibration,
            "ValidationData" => validation == "-" ? "" : validation,
            "Quantization" => options.GetValueOrDefault("--quantization", ""),
            "Pruning" => options.GetValueOrDefault("--pruning", ""),
            "Sparsity" => options.GetValueOrDefault("--sparsity", ""),
            "Compression" => options.GetValueOrDefault("--compression", ""),
            "Recipe" => options.GetValueOrDefault("--recipe", ""),
            "FlashBudget" => options.GetValueOrDefault("--flash", ""),
            "RamBudget" => options.GetValueOrDefault("--ram", ""),
            "MinAccuracy" => options.GetValueOrDefault("--min-accuracy", ""),
            _ => "",
        };

        string Span(Func<ModelReport, long> value)
        {
            (long least, long most) = (builds.Min(build => value(build.Report)), builds.Max(build => value(build.Report)));
            return least == most ? $"{least}" : $"{least} to {most}";
        }
    }
}
