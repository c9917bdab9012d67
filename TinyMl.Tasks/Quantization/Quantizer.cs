using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Calibrate;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Recipes;

namespace TinyMl.Tasks.Quantization;

/// <summary>Brings a graph into the precision that the <c>Quantization</c> metadata asks for.</summary>
internal static class Quantizer
{
    /// <summary>Quantizes a simplified graph. One that was quantized before it was imported, or has nothing to quantize, stays as it is.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="path">The model's file, for diagnostics.</param>
    /// <param name="mode">The precision.</param>
    /// <param name="calibration">Representative inputs, which integer activations of a float model need.</param>
    /// <param name="cancellation">Stops the work between two samples.</param>
    /// <param name="wanted">What is decided already; the rest is decided here.</param>
    /// <param name="progress">Told how far the work is.</param>
    /// <exception cref="DiagnosticException">
    /// <c>TML1101</c>: calibration data is needed. <c>TML1102</c>: it drives activations beyond finite values. <c>TML1103</c>: the graph
    /// cannot have this precision.
    /// </exception>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static QuantizedGraph Quantize(Graph graph, string path, QuantizationMode mode, SampleSet? calibration, CancellationToken cancellation, Recipe? wanted = null, CompileProgress? progress = null)
    {
        if (Unchanged(graph, path, mode) is { } result) return result;
        if (calibration is null) throw ModelDiagnostics.CalibrationDataNeeded(path);
        wanted ??= Recipe.Empty;
        int bits = mode == QuantizationMode.Int4 ? BitAllocation.Few : LayerRecipe.MostBits;
        var model = new CalibratedModel(graph, ActivationType(mode), calibration, wanted, cancellation, progress, bits);
        return mode == QuantizationMode.Int4 ? BitAllocation.Quantize(model, wanted, cancellation) : model.Quantize(wanted, cancellation);
    }

    /// <summary>
    /// The graph in a precision whose activations have made-up ranges: it takes the flash and the arena that a calibrated one would,
    /// and is good for nothing else.
    /// </summary>
    /// <exception cref="DiagnosticException"><c>TML1103</c>: the graph cannot have this precision.</exception>
    public static Graph WithoutData(Graph graph, string path, QuantizationMode mode)
    {
        if (Unchanged(graph, path, mode) is { } result) return result.Graph;

        // Ranges that differ, so that no two tables are equal by accident and stored once; all from 0, because the zero point
        // that gives takes the most bytes.
        var ranges = new Dictionary<Tensor, ValueRange>();
        foreach (Tensor tensor in graph.Sources.Concat(graph.Nodes.SelectMany(node => node.Outputs))) ranges.Add(tensor, new ValueRange(0, 1 + (ranges.Count / 64f)));
        graph = GlobalPooling.AsMean(graph);
        var integers = new IntegerNodes(graph, ActivationType(mode));
        var groups = new ScaleGroups(graph, integers);
        IReadOnlyDictionary<ScaleGroup, QuantizationParameters> parameters = ActivationParameters.Choose(graph, integers, groups, tensor => ranges[tensor]);
        return IntegerRewriter.Rewrite(graph, integers, groups, parameters, mode == QuantizationMode.Int4 ? FewBits(integers.Layers(graph)) : []).Graph;
    }

    /// <summary>How many integers stand for the values of an activation of a float graph in a precision; 0 where activations stay as they are.</summary>
    public static int ActivationLevels(Graph graph, QuantizationMode mode) =>
        graph.IsQuantized || mode is QuantizationMode.None or QuantizationMode.Float16 ? 0 : ActivationType(mode) == ElementType.Int16 ? 1 << 16 : 1 << 8;

    /// <summary>Whether all layers of a float graph get integer weights of their own in a precision, so that weights can be removed from them while they are quantized.</summary>
    public static bool RoundsEveryLayer(Graph graph, QuantizationMode mode)
    {
        if (ActivationLevels(graph, mode) == 0) return false;
        Node[] layers = [.. graph.Nodes.Where(node => WeightedLayer.Of(node) is not null)];
        return new IntegerNodes(graph, ActivationType(mode)).Layers(graph).Length == layers.Length && layers.DistinctBy(layer => layer.Inputs[1]).Count() == layers.Length;
    }

    private static QuantizedGraph? Unchanged(Graph graph, string path, QuantizationMode mode)
    {
        switch (mode)
        {
            case QuantizationMode.None:
            case QuantizationMode.Int8 when graph.IsQuantized:
            case QuantizationMode.Int8 or QuantizationMode.Int16x8 or QuantizationMode.Int4 when !graph.IsQuantized && new IntegerNodes(graph, ActivationType(mode)).IsEmpty:
                return Exact(graph, graph);
            case QuantizationMode.Float16 or QuantizationMode.Int16x8 or QuantizationMode.Int4 when graph.IsQuantized:
                throw ModelDiagnostics.BadMetadata("Quantization", $"{mode}", $"'{Path.GetFileName(path)}' is quantized already; None and Int8 leave it as it is");
            case QuantizationMode.Float16:
                return Exact(graph, Float16Rewriter.Rewrite(graph));
            case QuantizationMode.Int8 or QuantizationMode.Int16x8 or QuantizationMode.Int4:
                return null;
            default:
                throw ModelDiagnostics.BadMetadata("Quantization", $"{mode}", "it is a choice of precisions; None, Float16, Int16x8, Int8 and Int4 are some");
        }
    }

    private static QuantizedGraph Exact(Graph source, Graph result) =>
        new(result, source.Sources.Concat(source.Nodes.SelectMany(node => node.Outputs)).ToDictionary(tensor => tensor), Taken: null);

    private static ElementType ActivationType(QuantizationMode mode) => mode == QuantizationMode.Int16x8 ? ElementType.Int16 : ElementType.Int8;

    /// <summary>The constants of layers that have 4 bits, rounded for a scale of inputs that is made up.</summary>
    private static Dictionary<Node, LayerConstants> FewBits(ImmutableArray<WeightedLayer> layers)
    {
        ImmutableHashSet<Node> few = BitAllocation.OfStructure(layers);
        return layers.Where(layer => few.Contains(layer.Node)).ToDictionary(layer => layer.Node, layer => new LayerConstants(
            WeightQuantizer.Round(layer, WeightQuantizer.Scales(layer, BitAllocation.Few, 1, ElementType.Int8), BitAllocation.Few),
            layer.Bias is { } bias ? WeightQuantizer.Reals(bias) : null));
    }
}
