using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Pack;
using TinyMl.Tasks.Quantization;
using TinyMl.Tasks.Recipes;

namespace TinyMl.Tasks.Search;

/// <summary>A calibrated model whose mix is searched: each layer at 8 bits, as it was quantized before, at fewer, or with few values.</summary>
internal sealed class CalibratedMix : IMixedModel
{
    private static readonly ImmutableArray<LayerChoice> Fewer = [new(6), new(4), new(8, 16), new(3), new(2)];

    private readonly CalibratedModel _model;
    private readonly QuantizedGraph _whole;
    private readonly Recipe _base;
    private readonly Func<Graph, PackedProgram> _pack;
    private readonly Func<PackedProgram, AccuracyReport> _measure;
    private readonly CancellationToken _cancellation;
    private readonly ImmutableArray<ImmutableArray<LayerChoice>> _choices;
    private readonly List<(ImmutableArray<int> Mix, QuantizedGraph Form)> _finals = [];
    private int _tried;
    private ImmutableArray<ImmutableArray<PricedChoice>>? _layers;

    /// <summary>Prepares a search.</summary>
    /// <param name="model">The model.</param>
    /// <param name="whole">Its form of 8 bits, with its recipe: the first choice of each layer.</param>
    /// <param name="wanted">What is decided already: layers whose bits or clusters are given have no other choice.</param>
    /// <param name="pack">Packs a form.</param>
    /// <param name="measure">Measures the accuracy of a packed form.</param>
    /// <param name="cancellation">Stops the work between two samples.</param>
    public CalibratedMix(CalibratedModel model, QuantizedGraph whole, Recipe wanted, Func<Graph, PackedProgram> pack, Func<PackedProgram, AccuracyReport> measure, CancellationToken cancellation)
    {
        _model = model;
        _whole = whole;
        _base = whole.Taken!;
        _pack = pack;
        _measure = measure;
        _cancellation = cancellation;
        _choices = [.. model.Layers.Select(layer => ChoicesOf(layer, wanted.Layer(layer.Node.Name)))];
    }

    /// <summary>Whether every layer has but one choice.</summary>
    public bool IsDecided => _choices.All(choices => choices.Length == 1);

    /// <summary>The mix of every layer's first choice.</summary>
    public ImmutableArray<int> First => [.. _choices.Select(_ => 0)];

    /// <summary>The mix of 4 bits where <see cref="BitAllocation"/> would begin with them.</summary>
    public ImmutableArray<int> FourBits
    {
        get
        {
            ImmutableHashSet<Node> few = BitAllocation.OfStructure(_model.Layers);
            return [.. _model.Layers.Select((layer, index) => few.Contains(layer.Node) ? Math.Max(0, _choices[index].IndexOf(new LayerChoice(BitAllocation.Few))) : 0)];
        }
    }

    /// <inheritdoc/>
    public ImmutableArray<ImmutableArray<PricedChoice>> Layers => _layers ??= Measure();

    /// <inheritdoc/>
    public Trial Try(ImmutableArray<int> mix)
    {
        _model.Progress.Report("trying", ++_tried, MixSearch.MostTrials, "mixes at most");
        return Measure(mix, _model.Try(RecipeOf(mix), _cancellation), isFinal: false);
    }

    /// <inheritdoc/>
    public Trial Finish(ImmutableArray<int> mix)
    {
        QuantizedGraph form = mix.All(choice => choice == 0) ? _whole : _model.Quantize(WithoutRounding(RecipeOf(mix), mix), _cancellation);
        _finals.Add((mix, form));
        return Measure(mix, form, isFinal: true);
    }

    /// <summary>The form of a mix that was finished.</summary>
    public QuantizedGraph Form(ImmutableArray<int> mix) => _finals.First(form => form.Mix.SequenceEqual(mix)).Form;

    /// <summary>How many layers of a mix have which choice: "8 bits x 3, 4 bits x 9".</summary>
    public string Describe(ImmutableArray<int> mix) => string.Join(
        ", ",
        mix.Select((choice, layer) => _choices[layer][choice])
            .GroupBy(choice => choice)
            .OrderByDescending(group => group.Key.StoredBits)
            .ThenBy(group => group.Key.Clusters)
            .Select(group => FormattableString.Invariant($"{group.Key} x {group.Count()}")));

    // Layers that share their weights keep sharing them.
    private ImmutableArray<LayerChoice> ChoicesOf(WeightedLayer layer, LayerRecipe wanted)
    {
        LayerRecipe first = _base.Layer(layer.Node.Name);
        var choice = new LayerChoice(first.Bits ?? LayerRecipe.MostBits, first.Clusters ?? 0);
        bool isDecided = wanted.Bits is not null || wanted.Clusters is not null || _model.Layers.Count(other => other.Weights == layer.Weights) > 1;
        return isDecided ? [choice] : [choice, .. Fewer];
    }

    private Trial Measure(ImmutableArray<int> mix, QuantizedGraph form, bool isFinal)
    {
        PackedProgram program = _pack(form.Graph);
        return new Trial(mix, program.Footprint, _measure(program), isFinal);
    }

    private ImmutableArray<ImmutableArray<PricedChoice>> Measure()
    {
        int total = _choices.Sum(choices => choices.Length - 1), done = 0;
        QuantizedGraph first = _model.Try(_base, _cancellation);
        return [.. _model.Layers.Select(Prices)];

        ImmutableArray<PricedChoice> Prices(WeightedLayer layer, int index)
        {
            ImmutableArray<LayerChoice> choices = _choices[index];
            if (choices.Length == 1) return [new PricedChoice(BytesOf(layer, first), 0)];

            // Rounded so that it makes up for what the layers before it lose, a layer lessens the noise at 8 bits, too: that is no merit of fewer.
            double least = _model.Noise(Form(choices[0]), _cancellation);
            return [new PricedChoice(BytesOf(layer, first), 0), .. choices.Skip(1).Select(choice =>
            {
                _model.Progress.Report("measuring", ++done, total, "choices for layers");
                QuantizedGraph form = Form(choice);
                return new PricedChoice(BytesOf(layer, form), Math.Max(0, _model.Noise(form, _cancellation) - least));
            })];

            QuantizedGraph Form(LayerChoice choice) => _model.Try(_base.With(RecipeOf(layer, choice)), _cancellation);
        }
    }

    /// <summary>What a layer's weights take in a form, read in place.</summary>
    private static int BytesOf(WeightedLayer layer, QuantizedGraph form)
    {
        Tensor output = form.Activations[layer.Node.Output];
        Node node = form.Graph.Nodes.First(node => node.Outputs.Contains(output));
        return WeightEncodings.BytesInPlace(node.Inputs[1].Values<sbyte>());
    }

    private Recipe RecipeOf(ImmutableArray<int> mix) => _base with
    {
        Layers = [.. _model.Layers.Select((layer, index) => mix[index] == 0 ? _base.Layer(layer.Node.Name) : RecipeOf(layer, _choices[index][mix[index]]))],
    };

    // Which one serves best is found for each layer behind those before it.
    private static Recipe WithoutRounding(Recipe recipe, ImmutableArray<int> mix) =>
        recipe with { Layers = [.. recipe.Layers.Select((layer, index) => mix[index] == 0 ? layer : layer with { Rounding = null })] };

    private LayerRecipe RecipeOf(WeightedLayer layer, LayerChoice choice) =>
        _base.Layer(layer.Node.Name) with { Bits = choice.Bits, Clusters = choice.Clusters, Rounding = _model.RoundingsOf(layer, choice.Bits)[^1] };
}
