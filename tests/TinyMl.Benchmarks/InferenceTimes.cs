using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using TinyMl.Tasks;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Plan;
using TinyMl.Tasks.Quantization;

namespace TinyMl.Benchmarks;

/// <summary>
/// The CPU time of an inference in each form of a model, as it is packed by default first and as ratios to it: medians of short runs that alternate, because
/// a machine's speed changes more from minute to minute than forms differ.
/// </summary>
internal static class InferenceTimes
{
    private const int Runs = 41;
    private const double RunMilliseconds = 10;

    public static void Print(string[] models)
    {
        foreach (string model in models)
        {
            StagedGraph staged = ModelCompiler.Import(model, "Model", CancellationToken.None);
            Graph graph = Quantizer.WithoutData(staged.Graph, Path.GetFileName(model), QuantizationMode.None);
            (string Name, PackedProgram Program)[] forms =
            [
                ("streaming", PackedProgram.Of(graph)),
                ("no streaming", PackedProgram.Of(graph, PlanningOptions.Default with { Streaming = false })),
                ("compressed", PackedProgram.Within(graph, flashBudget: 0, PlanningOptions.Default, CancellationToken.None)),
            ];
            double[] medians = Measure([.. forms.Select(form => TinyModel.Load(form.Program.File.Bytes))]);
            string row = string.Join("  ", forms.Zip(medians, (form, time) => $"{form.Name} {time * 1000:0.0} us, ratio {time / medians[0]:0.000}, arena {form.Program.Plan.ArenaBytes}, packed {form.Program.File.Bytes.Length}"));
            Console.WriteLine($"{Path.GetFileName(model)}: {row}");
        }
    }

    private static double[] Measure(TinyModel[] models)
    {
        // Until the code is compiled at its best.
        long warm = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(warm).TotalMilliseconds < 500 * models.Length)
        {
            foreach (TinyModel model in models) model.Invoke();
        }

        int count = Math.Max(1, (int)(RunMilliseconds / Run(models[0], 10)));
        List<double>[] times = [.. models.Select(_ => new List<double>())];
        for (int run = 0; run < Runs; run++)
        {
            for (int i = 0; i < models.Length; i++) times[i].Add(Run(models[i], count));
        }

        return [.. times.Select(runs => runs.Order().ElementAt(runs.Count / 2))];
    }

    // Milliseconds of an inference.
    private static double Run(TinyModel model, int count)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < count; i++) model.Invoke();
        return (Environment.CpuUsage.TotalTime - start).TotalMilliseconds / count;
    }
}
