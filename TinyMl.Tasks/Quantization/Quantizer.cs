using System;
using System.Collections.Generic;
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
    /// <exception cref="DiagnosticException">
    /// <c>TML1101</c>: calibration data is needed. <c>TML1102</c>: it drives activations beyond finite values. <c>TML1103</c>: the graph
    /// cannot have this precision.
    /// </exception>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static QuantizedGraph Quantize(Graph graph, string path, QuantizationMode mode, SampleSet? calibration, CancellationToken cancellation, Recipe? wanted = null)
    {
        if (Unchanged(graph, path, mode) is { } result) return result;
        if (calibration is null) throw ModelDiagnostics.CalibrationDataNeeded(path);
        return new CalibratedModel(graph, ActivationType(mode), calibration, wanted ?? Recipe.Empty, cancellation).Quantize(wanted ?? Recipe.Empty, cancellation);
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
        return ToIntegers(graph, ActivationType(mode), tensor => ranges[tensor]);
    }

    /// <summary>How many integers stand for the values of an activation of a float graph in a precision; 0 where activations stay as they are.</summary>
    public static int ActivationLevels(Graph graph, QuantizationMode mode) =>
        graph.IsQuantized || mode is QuantizationMode.None or QuantizationMode.Float16 ? 0 : ActivationType(mode) == ElementType.Int16 ? 1 << 16 : 1 << 8;

    private static QuantizedGraph? Unchanged(Graph graph, string path, QuantizationMode mode)
    {
        switch (mode)
        {
            case QuantizationMode.None:
            case QuantizationMode.Int8 when graph.IsQuantized:
            case QuantizationMode.Int8 or QuantizationMode.Int16x8 when !graph.IsQuantized && new IntegerNodes(graph, ActivationType(mode)).IsEmpty:
                return Exact(graph, graph);
            case QuantizationMode.Float16 or QuantizationMode.Int16x8 when graph.IsQuantized:
                throw ModelDiagnostics.BadMetadata("Quantization", $"{mode}", $"'{Path.GetFileName(path)}' is quantized already; None and Int8 leave it as it is");
            case QuantizationMode.Float16:
                return Exact(graph, Float16Rewriter.Rewrite(graph));
            case QuantizationMode.Int8 or QuantizationMode.Int16x8:
                return null;
            default:
                throw ModelDiagnostics.BadMetadata("Quantization", $"{mode}", "it is not available in this version; None, Float16, Int8 and Int16x8 are");
        }
    }

    private static QuantizedGraph Exact(Graph source, Graph result) =>
        new(result, source.Sources.Concat(source.Nodes.SelectMany(node => node.Outputs)).ToDictionary(tensor => tensor), Taken: null);

    private static ElementType ActivationType(QuantizationMode mode) => mode == QuantizationMode.Int16x8 ? ElementType.Int16 : ElementType.Int8;

    private static Graph ToIntegers(Graph graph, ElementType type, Func<Tensor, ValueRange> rangeOf)
    {
        graph = GlobalPooling.AsMean(graph);
        var integers = new IntegerNodes(graph, type);
        var groups = new ScaleGroups(graph, integers);
        return IntegerRewriter.Rewrite(graph, integers, groups, ActivationParameters.Choose(graph, integers, groups, rangeOf), new Dictionary<Node, LayerConstants>()).Graph;
    }
}
