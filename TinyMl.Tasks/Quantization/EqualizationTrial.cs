using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Calibrate;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Recipes;

namespace TinyMl.Tasks.Quantization;

/// <summary>
/// Decides whether a float graph is equalized: as its recipe says, else where its plain form of 8 bits then has clearly less noise. Factors and ranges are found
/// from one half of the samples, and noise is measured on the other: channels that are all raised to one range leave it more easily.
/// </summary>
internal sealed class EqualizationTrial
{
    private const int MostSamples = 64;
    private const int FewestSamples = 8;

    // 2 dB: what is gained by a little shows in no other data.
    private const double WorthwhileShare = 0.63;

    // Of each sample: its channels are looked at twice, ranges found and noise measured of two forms.
    private const int Runs = 8;

    private readonly Graph _graph;
    private readonly ElementType _type;
    private readonly SampleSet _samples;
    private readonly Func<Node, int> _bitsOf;
    private readonly CancellationToken _cancellation;

    private EqualizationTrial(Graph graph, ElementType type, SampleSet samples, Func<Node, int> bitsOf, CancellationToken cancellation)
    {
        _graph = graph;
        _type = type;
        _samples = samples;
        _bitsOf = bitsOf;
        _cancellation = cancellation;
    }

    /// <summary>The scales of a float graph's channels; none where it stays as it is.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="type">The type of its activations among integers: Int8 or Int16.</param>
    /// <param name="samples">The calibration data.</param>
    /// <param name="wanted">What is decided already.</param>
    /// <param name="bits">The bits of weights: 8, or 4 for those that <see cref="BitAllocation"/> begins with.</param>
    /// <param name="cancellation">Stops the work between two samples.</param>
    /// <exception cref="Diagnostics.DiagnosticException"><c>TML1102</c>: the data drives an activation beyond finite values.</exception>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static ChannelScales Run(Graph graph, ElementType type, SampleSet samples, Recipe wanted, int bits, CancellationToken cancellation)
    {
        // Ranges that are given are those of the graph as it is.
        if (!(wanted.Equalization ?? !wanted.Activations.Any(activation => activation.Minimum is not null))) return ChannelScales.None;

        // Bits that the recipe says count for nothing here: one that was taken says them, and gives the same scales again.
        ImmutableHashSet<string> few = bits == LayerRecipe.MostBits ? [] : [.. BitAllocation.OfStructure(new IntegerNodes(graph, type).Layers(graph)).Select(node => node.Name)];
        var trial = new EqualizationTrial(graph, type, samples, node => few.Contains(node.Name) ? bits : LayerRecipe.MostBits, cancellation);
        ImmutableArray<int> chosen = AffordableSamples.Of(graph, samples, Runs, MostSamples);
        return wanted.Equalization == true || trial.Pays(chosen) ? trial.Scales(chosen) : ChannelScales.None;
    }

    private bool Pays(ImmutableArray<int> chosen)
    {
        // Noise is measured from initial states, which do not show what states become.
        if (chosen.Length < FewestSamples || !_graph.States.IsEmpty) return false;
        ImmutableArray<int> known = [.. chosen.Where((_, i) => i % 2 == 0)], others = [.. chosen.Where((_, i) => i % 2 == 1)];
        ChannelScales scales = Scales(known);
        if (scales.IsEmpty) return false;
        var best = new BestForm(new OutputNoise(_graph, _samples, others, _cancellation), WorthwhileShare);
        best.Takes(Form(_graph, known), _cancellation);
        return best.Takes(Form(scales.Apply(_graph), known), _cancellation);
    }

    private ChannelScales Scales(ImmutableArray<int> chosen) => Equalization.Of(_graph, _type, _bitsOf, Checkpoint.AtStart(_graph, _samples, chosen), _cancellation);

    /// <summary>A graph in integers with the ranges of some samples, and weights of 8 bits: what fewer lose is made up for later, what activations lose is not.</summary>
    private QuantizedGraph Form(Graph graph, ImmutableArray<int> chosen)
    {
        var integers = new IntegerNodes(graph, _type);
        var groups = new ScaleGroups(graph, integers);
        IReadOnlyDictionary<Tensor, ActivationStatistics> statistics = Calibrator.Run(graph, _samples, chosen, _cancellation);
        IReadOnlyDictionary<ScaleGroup, QuantizationParameters> parameters = ActivationParameters.Choose(graph, integers, groups, tensor => statistics[tensor].Range);
        (Graph result, IReadOnlyDictionary<Tensor, Tensor> activations) = IntegerRewriter.Rewrite(graph, integers, groups, parameters, new Dictionary<Node, LayerConstants>());
        return new QuantizedGraph(result, activations, Taken: null);
    }
}
