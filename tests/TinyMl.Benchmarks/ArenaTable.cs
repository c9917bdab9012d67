using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using TinyMl.Tasks;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Plan;
using TinyMl.Tasks.Quantization;

namespace TinyMl.Benchmarks;

/// <summary>The arena of models: quantized files as they are, float files as they are too.</summary>
internal static class ArenaTable
{
    public static void Print(string[] models, PlanningOptions options)
    {
        foreach (string model in models)
        {
            StagedGraph staged = ModelCompiler.Import(model, "Model", CancellationToken.None);
            LoweredGraph lowered = GraphLowering.Lower(Quantizer.WithoutData(staged.Graph, Path.GetFileName(model), QuantizationMode.None));

            // The first time pays for compiling the planner itself.
            _ = GraphPlanner.Plan(lowered, options);
            var watch = Stopwatch.StartNew();
            (LoweredGraph graph, MemoryPlan plan) = GraphPlanner.Plan(lowered, options);
            string proof = plan.IsOptimal ? "proved" : FormattableString.Invariant($"gap={plan.ArenaBytes - plan.LowerBound}");
            string peak = plan.PeakStep < 0 ? "-" : graph.Operators[plan.PeakStep].Source.Name;
            Console.WriteLine(FormattableString.Invariant($"arena={plan.ArenaBytes} lowerBound={plan.LowerBound} {proof} ms={watch.ElapsedMilliseconds} peak={peak} {Path.GetFileName(model)}"));
        }
    }
}
