using System.IO;
using System.Threading;
using TinyMl.Tasks.Budget;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Evaluate;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Import;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Plan;
using TinyMl.Tasks.Prune;
using TinyMl.Tasks.Quantization;
using TinyMl.Tasks.Recipes;
using TinyMl.Tasks.Search;
using TinyMl.Tasks.Simplify;
using TinyMl.Tasks.Simplify.Channels;

namespace TinyMl.Tasks;

/// <summary>
/// The walk of a model through the rooms: import, simplify, prune, simplify by what that leaves, calibrate and quantize, lower, plan, pack. The
/// build runs it in two stages, so that new options do not import again.
/// </summary>
internal static class ModelCompiler
{
    /// <summary>The first stage: the model file as a simplified graph.</summary>
    /// <exception cref="DiagnosticException">TML1001 to TML1005.</exception>
    public static StagedGraph Import(string path, string name, CancellationToken cancellation)
    {
        ImportedModel imported = ModelImporter.Import(path, name, cancellation);
        SimplifiedGraph simplified = Simplifier.Run(imported.Graph, cancellation);
        return new StagedGraph(simplified.Graph, simplified.Passes, imported.ExternalFiles) { Removed = simplified.Removed };
    }

    /// <summary>The second stage: the graph as a packed model.</summary>
    /// <param name="staged">What the first stage made.</param>
    /// <param name="source">The model file, for the report and for diagnostics.</param>
    /// <param name="options">What the item asks for.</param>
    /// <param name="progress">Told how far the work is.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="DiagnosticException">TML1101 to TML1103.</exception>
    public static CompiledModel Compile(StagedGraph staged, SourceReport source, CompileOptions options, CompileProgress progress, CancellationToken cancellation)
    {
        AccuracyGate.RequireData(options);
        SampleSet? calibration = Read(options.CalibrationData, staged.Graph, withTargets: false);
        SampleSet? validation = Read(options.ValidationData, staged.Graph, withTargets: true);
        return Compile(staged, source, options, calibration, validation, progress, cancellation);
    }

    /// <summary>The second stage with data that is read already.</summary>
    /// <exception cref="DiagnosticException">TML1101 to TML1103.</exception>
    public static CompiledModel Compile(
        StagedGraph staged, SourceReport source, CompileOptions options, SampleSet? calibration, SampleSet? validation, CompileProgress progress, CancellationToken cancellation)
    {
        SampleSet? samples = validation ?? calibration;
        Evaluator? evaluator = samples is null ? null : new Evaluator(staged.Graph, samples, progress);
        ReducedGraph reduced = Prune(staged.Graph, source, options, calibration, progress, cancellation);
        staged = staged with { Removed = RemovedChannels.Then(staged.Removed, reduced.Removed), Passes = DeadChannels.Count(staged.Passes, reduced.Removed) };
        Recipe wanted = ReadRecipe(reduced.Graph, source, options);
        if (PrunesWhileQuantizing(reduced.Graph, options)) wanted = Pruner.Allocate(reduced.Graph, source.File, options.Sparsity, calibration, wanted, progress, cancellation);
        (QuantizedGraph quantized, SearchReport? search) = options.Quantization == QuantizationMode.Auto
            ? AutoQuantizer.Quantize(
                reduced.Graph, source.File, new SearchGoal(options.FlashBudget, options.RamBudget, options.MinAccuracy), calibration, wanted,
                Pack, form => evaluator!.Measure(form.File.Bytes, cancellation), progress, cancellation)
            : (Quantizer.Quantize(reduced.Graph, source.File, options.Quantization, calibration, cancellation, wanted, progress), null);
        PackedProgram program = Pack(quantized.Graph);

        AccuracyReport? accuracy = evaluator?.Measure(program.File.Bytes, cancellation);
        var noise = samples is null ? null : LayerNoise.Measure(staged.Graph, quantized, reduced.Parts, samples, cancellation);

        // Weights are exchanged between graphs in which they have the same channels.
        Graph exact = reduced.Parts.Count == 0 ? staged.Graph : reduced.Graph;
        var weightNoise = samples is null ? null : WeightNoise.Measure(quantized.Scales.Apply(exact), quantized, samples, cancellation);
        ModelReport report = ModelReporter.Report(staged, source, options, quantized, program, accuracy, noise, weightNoise) with { Search = search };
        return new CompiledModel(program.File.Bytes, report, quantized.Taken ?? Recipe.Empty);

        PackedProgram Pack(Graph graph) => options is { Compression: CompressionMode.Auto, FlashBudget: long flashBudget }
            ? PackedProgram.Within(graph, flashBudget, PlanningOptions.Default, cancellation)
            : PackedProgram.Of(graph, cancellation);
    }

    /// <summary>What the model would take at another quantization; needs no data, because sizes depend on it by the bits of the biases only.</summary>
    /// <exception cref="DiagnosticException">TML1103: the model cannot have this quantization.</exception>
    /// <exception cref="System.OperationCanceledException">The build was canceled.</exception>
    public static Footprint Measure(StagedGraph staged, SourceReport source, QuantizationMode mode, CancellationToken cancellation)
    {
        Graph graph = NegligibleChannels.Expect(staged.Graph, Quantizer.ActivationLevels(staged.Graph, mode), cancellation);
        return PackedProgram.Of(Quantizer.WithoutData(graph, source.File, mode), cancellation).Footprint;
    }

    /// <summary>Removes weights, and channels without: those that integers would leave without any first, so that they do not count, and then what pruning leaves.</summary>
    private static ReducedGraph Prune(Graph graph, SourceReport source, CompileOptions options, SampleSet? calibration, CompileProgress progress, CancellationToken cancellation)
    {
        int levels = Quantizer.ActivationLevels(graph, options.Quantization);
        ReducedGraph reduced = levels == 0 ? ReducedGraph.Unchanged(graph) : NegligibleChannels.Remove(graph, calibration, levels, cancellation);
        if (PrunesWhileQuantizing(reduced.Graph, options)) return reduced;
        Graph pruned = Pruner.Run(reduced.Graph, source.File, options.Pruning, options.Sparsity, calibration, cancellation, progress);
        return pruned == reduced.Graph ? reduced : reduced.Then(NegligibleChannels.Remove(pruned, calibration, levels, cancellation));
    }

    // What a layer loses is made up for together with what rounding loses.
    private static bool PrunesWhileQuantizing(Graph graph, CompileOptions options) => options.Pruning == PruningMode.Obs && Quantizer.RoundsEveryLayer(graph, options.Quantization);

    private static Recipe ReadRecipe(Graph graph, SourceReport source, CompileOptions options)
    {
        if (options.Recipe is null) return Recipe.Empty;
        return graph.IsQuantized
            ? throw ModelDiagnostics.BadMetadata("Recipe", Path.GetFileName(options.Recipe), $"it says how a float model becomes integers, and '{source.File}' is quantized already")
            : RecipeReader.Read(options.Recipe, graph);
    }

    private static SampleSet? Read(string? path, Graph graph, bool withTargets) =>
        path is null ? null : SampleSet.Read(path, graph.Inputs, withTargets);
}
