using System;
using System.IO;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Quantization;
using TinyMl.Tasks.Recipes;

namespace TinyMl.Tasks.Search;

/// <summary>
/// <c>Quantization="Auto"</c>: 8 bits for every layer where that meets what is asked, else the mix that does. Where no mix does, the nearest one, with what was
/// tried, for the verdict on budgets to say.
/// </summary>
internal static class AutoQuantizer
{
    /// <summary>Quantizes a float graph.</summary>
    /// <param name="graph">The graph, simplified.</param>
    /// <param name="path">The model's file, for diagnostics.</param>
    /// <param name="goal">What is asked.</param>
    /// <param name="calibration">Representative inputs.</param>
    /// <param name="wanted">What is decided already.</param>
    /// <param name="pack">Packs a form.</param>
    /// <param name="measure">Measures the accuracy of a packed form; null where there is no data for it.</param>
    /// <param name="progress">Told how far the search is.</param>
    /// <param name="cancellation">Stops the work between two samples.</param>
    /// <returns>The quantized graph, and what was tried; null where there was nothing to search.</returns>
    /// <exception cref="DiagnosticException"><c>TML1101</c> to <c>TML1103</c>.</exception>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static (QuantizedGraph Quantized, SearchReport? Search) Quantize(
        Graph graph, string path, SearchGoal goal, SampleSet? calibration, Recipe wanted,
        Func<Graph, PackedProgram> pack, Func<PackedProgram, AccuracyReport> measure, CompileProgress progress, CancellationToken cancellation)
    {
        if (graph.IsQuantized) throw ModelDiagnostics.BadMetadata("Quantization", $"{QuantizationMode.Auto}", $"'{Path.GetFileName(path)}' is quantized already; None and Int8 leave it as it is");
        if (calibration is null || goal is { FlashBudget: null, MinAccuracy: null } || new IntegerNodes(graph, ElementType.Int8).IsEmpty)
        {
            return (Quantizer.Quantize(graph, path, QuantizationMode.Int8, calibration, cancellation, wanted, progress), null);
        }

        var model = new CalibratedModel(graph, ElementType.Int8, calibration, wanted, cancellation, progress);
        QuantizedGraph whole = model.Quantize(wanted, cancellation);
        var mix = new CalibratedMix(model, whole, wanted, pack, measure, cancellation);
        if (mix.IsDecided) return (whole, null);

        // Fewer bits never take less RAM: what is too much with 8 stays too much, and is said by the verdict on budgets.
        Trial first = mix.Finish(mix.First);
        if (first.Footprint.Ram > goal.RamBudget) goal = goal with { RamBudget = null };
        SearchResult result = goal.FlashBudget is not null && first.Meets(goal) ? new SearchResult([first], 0) : MixSearch.Run(mix, [first, mix.Finish(mix.FourBits)], goal);
        return (mix.Form(result.Trials[result.Taken].Mix), new SearchReport(result.Taken, [.. result.Trials.Select(Point)]));

        SearchPoint Point(Trial trial) => new(
            mix.Describe(trial.Mix), trial.Footprint.Flash, trial.Footprint.Ram, Math.Round(trial.Accuracy.Packed, 6), trial.Accuracy.SqnrDb is double decibels ? Math.Round(decibels, 2) : null);
    }
}
