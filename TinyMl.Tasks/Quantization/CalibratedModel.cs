using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Calibrate;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Prune;
using TinyMl.Tasks.Recipes;
using TinyMl.Tasks.Reconstruct;

namespace TinyMl.Tasks.Quantization;

/// <summary>
/// A float graph with what its calibration data tells, from which it is quantized in one way or another. It is made once, which runs the float
/// graph over the data and sets the ranges of activations, and then asked often: <see cref="Try"/> gives the graph of a recipe from
/// parts that are made once each, on top of a network of 8 bits, so that a recipe of known parts costs no more than <see cref="Noise"/>, which runs
/// it; <see cref="Quantize"/> goes from the inputs on, each layer on top of those before as they really are, and finds what the recipe leaves open.
/// Not for several threads at once; work inside runs on all cores, with results that do not depend on their number.
/// </summary>
internal sealed class CalibratedModel
{
    // What a less simple way to round must at most leave of the noise: gains of a few percent do not show in other data. Steps of 8 bits are so fine
    // that most of the noise is that of activations, and what weights make up for there is the data's own.
    private const double WorthwhileRounding = 0.9;
    private const double WorthwhileRoundingOfFineSteps = 0.7;

    // Of so few bits so much is lost that outputs near 0 have the least noise: layers are reconstructed unseen, and from fewer inputs.
    private const int FewBits = 3;
    private const int InputsForEachWeightOfFewBits = 1;
    private const int InputsForEachWeight = 2;

    // A layer's roundings and a range's methods are each tried on half of the network, on average.
    private const int RunsForEachLayer = 4;

    private readonly ChannelScales _scales;
    private readonly IntegerNodes _integers;
    private readonly ScaleGroups _groups;
    private readonly OutputNoise _noise;
    private readonly RangeSearch _ranges;
    private readonly Recipe _wanted;
    private readonly IReadOnlyDictionary<ScaleGroup, QuantizationParameters> _parameters;
    private readonly Dictionary<Node, LayerConstants> _plain = [];
    private readonly Dictionary<LayerRecipe, LayerConstants> _parts = [];
    private readonly Dictionary<Tensor, Tensor> _means = [];
    private Checkpoint _reference;
    private (Node Node, LayerInput Input)? _lastInput;

    /// <summary>Calibrates a graph.</summary>
    /// <param name="graph">The float graph, simplified.</param>
    /// <param name="type">The type of its activations among integers: Int8 or Int16.</param>
    /// <param name="samples">The calibration data.</param>
    /// <param name="wanted">Whether the graph is equalized, the ranges of activations that are given, and what each layer loses of its weights; the rest is found.</param>
    /// <param name="cancellation">Stops the work between two samples.</param>
    /// <param name="progress">Told how far the work is, here and later.</param>
    /// <param name="bits">The bits of weights that the graph is equalized for: 8, or 4 for those that <see cref="BitAllocation"/> begins with.</param>
    /// <exception cref="DiagnosticException"><c>TML1102</c>: the data drives an activation beyond finite values.</exception>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public CalibratedModel(
        Graph graph, ElementType type, SampleSet samples, Recipe wanted, CancellationToken cancellation, CompileProgress? progress = null, int bits = LayerRecipe.MostBits)
    {
        Progress = progress ?? CompileProgress.None;
        graph = GlobalPooling.AsMean(graph);
        _scales = EqualizationTrial.Run(graph, type, samples, wanted, bits, cancellation);
        Graph = _scales.Apply(graph);
        _wanted = wanted;
        _integers = new IntegerNodes(Graph, type);
        _groups = new ScaleGroups(Graph, _integers);
        Layers = _integers.Layers(Graph);

        ImmutableArray<int> chosen = AffordableSamples.Of(Graph, samples, RunsForEachLayer * Math.Max(1, Layers.Length));
        _ranges = new RangeSearch(_groups, new CalibratedRanges(Graph, samples, chosen, cancellation), wanted);
        _parameters = Parameters();
        _reference = Checkpoint.AtStart(Graph, samples, chosen);
        _noise = new OutputNoise(Graph, samples, chosen, cancellation);
        foreach (WeightedLayer layer in Layers)
        {
            Progress.Report("calibrating", _plain.Count + 1, Layers.Length, "layers");
            _plain[layer.Node] = LayerQuantizer.Quantize(layer, Pruned(new LayerRecipe(layer.Node.Name)), Input(layer, _plain, cancellation), cancellation);
        }

        // Steps of 16 bits are so fine that nothing is gained by cutting values off, and noise is measured from initial states, which do not
        // show what states become.
        if (type == ElementType.Int16 || !Graph.States.IsEmpty) return;
        _ranges.Improve(_noise, () => With(_plain, Parameters(), Recipe.Empty), Progress, cancellation);
        _parameters = Parameters();
    }

    /// <summary>The float graph, as it is quantized: equalized where that serves it.</summary>
    public Graph Graph { get; }

    /// <summary>Told how far the work is.</summary>
    public CompileProgress Progress { get; }

    /// <summary>The layers that get integer weights, in the order in which they run.</summary>
    public ImmutableArray<WeightedLayer> Layers { get; }

    /// <summary>The graph of a recipe, from parts that are made once. Layers and fields that it leaves open are of 8 bits, rounded to the nearest level.</summary>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public QuantizedGraph Try(Recipe recipe, CancellationToken cancellation) => With(
        Layers.ToDictionary(layer => layer.Node, layer => Part(layer, recipe.Layer(layer.Node.Name), cancellation)), _parameters, recipe with { Activations = _ranges.Taken });

    /// <summary>
    /// How much a form of the graph differs from it: the energy of the differences of the <see cref="Logits"/> over the calibration data, as a share
    /// of the energy of the float graph's. 0 where there is nothing to compare.
    /// </summary>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public double Noise(QuantizedGraph form, CancellationToken cancellation)
    {
        double noise = _noise.Of(form.Graph, form.Activations, cancellation).Sum();
        return noise > 0 ? noise / Math.Max(_noise.Signal, double.Epsilon) : 0;
    }

    /// <summary>The graph as a recipe says, which is completed where it leaves something open: weights are of 8 bits, and rounded in the way that serves the network best.</summary>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public QuantizedGraph Quantize(Recipe wanted, CancellationToken cancellation)
    {
        var constants = new Dictionary<Node, LayerConstants>(_plain);
        var taken = ImmutableArray.CreateBuilder<LayerRecipe>(Layers.Length);
        foreach (WeightedLayer layer in Layers)
        {
            Progress.Report("quantizing", taken.Count + 1, Layers.Length, "layers");
            LayerInput input = Input(layer, constants, cancellation);
            taken.Add(Choose(layer, Pruned(wanted.Layer(layer.Node.Name)), input, constants, cancellation));
        }

        return With(constants, _parameters, new Recipe(taken.MoveToImmutable(), _ranges.Taken, _wanted.Equalization ?? !_scales.IsEmpty));
    }

    private LayerRecipe Choose(in WeightedLayer layer, LayerRecipe wanted, LayerInput input, Dictionary<Node, LayerConstants> constants, CancellationToken cancellation)
    {
        LayerRecipe? taken = null;
        LayerConstants? takenConstants = null;
        Rounding[] candidates = wanted.Rounding is Rounding given ? [given] : RoundingsOf(layer, wanted.Bits ?? LayerRecipe.MostBits);
        var best = new BestForm(_noise, wanted.Bits < LayerRecipe.MostBits ? WorthwhileRounding : WorthwhileRoundingOfFineSteps);
        foreach (Rounding rounding in candidates)
        {
            LayerRecipe recipe = wanted with
            {
                Bits = wanted.Bits ?? LayerRecipe.MostBits,
                Clusters = wanted.Clusters ?? 0,
                Rounding = rounding,
                BiasCorrection = wanted.BiasCorrection ?? layer.Bias is not null,
            };
            constants[layer.Node] = LayerQuantizer.Quantize(layer, recipe, input, cancellation);
            if (candidates.Length == 1 || best.Takes(With(constants, _parameters, Recipe.Empty), cancellation)) (taken, takenConstants) = (recipe, constants[layer.Node]);
        }

        constants[layer.Node] = takenConstants!;
        return taken!;
    }

    /// <summary>The ways to round a layer that its calibration data allows, the simplest first.</summary>
    public Rounding[] RoundingsOf(WeightedLayer layer, int bits)
    {
        // Layers that share their weights keep sharing them.
        if (Layers.Count(other => other.Weights == layer.Weights) > 1) return [Rounding.Nearest];

        // Of fewer inputs than these, reconstruction learns the inputs instead of what they have in common.
        long inputs = _reference.Count * (layer.Node.Output.Shape.ElementCount / layer.OutputChannels), length = layer.Weights.Shape.ElementCount / layer.OutputChannels;
        bool isKnown = inputs >= (bits <= FewBits ? InputsForEachWeightOfFewBits : InputsForEachWeight) * length;
        return !isKnown ? [Rounding.Nearest, Rounding.Clipped] : bits <= FewBits ? [Rounding.Reconstructed] : [Rounding.Nearest, Rounding.Clipped, Rounding.Reconstructed];
    }

    private LayerConstants Part(in WeightedLayer layer, LayerRecipe recipe, CancellationToken cancellation)
    {
        recipe = Pruned(recipe);
        if (_parts.TryGetValue(recipe, out LayerConstants? part)) return part;
        if (_lastInput is not { } last || last.Node != layer.Node) _lastInput = last = (layer.Node, Input(layer, _plain, cancellation));
        part = LayerQuantizer.Quantize(layer, recipe, last.Input, cancellation);
        _parts.Add(recipe, part);
        return part;
    }

    /// <summary>What is said of a layer, with the share of its weights that it loses in every form.</summary>
    private LayerRecipe Pruned(LayerRecipe recipe) => recipe with { Sparsity = _wanted.Layer(recipe.Name).Sparsity };

    /// <summary>What a layer sees behind the layers before it, in the form of the graph that these constants give, which is followed from here on.</summary>
    private LayerInput Input(WeightedLayer layer, IReadOnlyDictionary<Node, LayerConstants> constants, CancellationToken cancellation)
    {
        QuantizedGraph form = With(constants, _parameters, Recipe.Empty);
        _noise.Follow(form.Graph, form.Activations);
        Tensor output = form.Activations[layer.Node.Output];
        Node own = form.Graph.Nodes.First(node => node.Outputs.Contains(output));
        Checkpoint samples = _noise.Before(own, cancellation);
        if (!_means.TryGetValue(layer.Node.Input, out Tensor? mean)) _means.Add(layer.Node.Input, mean = Reference().Mean(layer.Node.Input));
        double sparsity = Pruned(new LayerRecipe(layer.Node.Name)).Sparsity ?? 0;
        var moments = new Lazy<SecondMoments>(() => SecondMoments.Measure(layer, samples, own.Input, Reference(), cancellation, ObsPruning.LongestPart(layer, sparsity)));
        return new LayerInput(
            _parameters[_groups[layer.Node.Input]].Scale,
            _integers.Type,
            mean,
            samples.Mean(own.Input),
            moments,
            new Lazy<WeightedLayer>(() => ObsPruning.Solve(layer, sparsity, moments.Value, cancellation)));

        Checkpoint Reference() => _reference = _reference.Before(layer.Node, cancellation);
    }

    private IReadOnlyDictionary<ScaleGroup, QuantizationParameters> Parameters() => ActivationParameters.Choose(Graph, _integers, _groups, _ranges.Of);

    private QuantizedGraph With(IReadOnlyDictionary<Node, LayerConstants> layers, IReadOnlyDictionary<ScaleGroup, QuantizationParameters> parameters, Recipe taken)
    {
        (Graph result, IReadOnlyDictionary<Tensor, Tensor> activations) = IntegerRewriter.Rewrite(Graph, _integers, _groups, parameters, layers);
        return new QuantizedGraph(result, activations, taken) { Scales = _scales };
    }
}
