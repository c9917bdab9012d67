using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Recipes;

namespace TinyMl.Tasks.Quantization;

/// <summary>
/// Which layers have weights of 4 bits, and which keep 8 because four would cost too much. Depthwise convolutions keep 8: their filters are so short that
/// errors do not average out, and hold little. The first and the last layer keep 8 where they hold little, as what they lose no layer makes up for.
/// Of the others those keep 8 that stand between the network and the noise that it bears.
/// </summary>
internal static class BitAllocation
{
    /// <summary>The bits of a weight where the layer bears it.</summary>
    public const int Few = 4;

    // The first and the last layer are spared where they hold at most an eighth of the weights.
    private const int SparedShare = 8;

    // Of the energy of the logits: 18 dB. A keyword spotter loses a point of accuracy at 19.5 dB, three at 17.
    private const double BearableNoise = 0.016;

    /// <summary>Layers that have 4 bits before anything is measured; the others keep 8.</summary>
    /// <param name="layers">All layers with integer weights, in the order in which they run.</param>
    public static ImmutableHashSet<Node> OfStructure(ImmutableArray<WeightedLayer> layers)
    {
        long weights = layers.Sum(layer => layer.Weights.Shape.ElementCount);
        return [.. layers.Where((layer, i) => layer.Node.Operator is not DepthwiseConv2D && !IsSpared(layer, i)).Select(layer => layer.Node)];

        bool IsSpared(WeightedLayer layer, int index) =>
            (index == 0 || index == layers.Length - 1) && layers.Length > 1 && layer.Weights.Shape.ElementCount * SparedShare <= weights;
    }

    /// <summary>Quantizes a model to 4 bits where its layers bear it, and where a recipe does not say it.</summary>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static QuantizedGraph Quantize(CalibratedModel model, Recipe wanted, CancellationToken cancellation)
    {
        ImmutableHashSet<Node> few = OfStructure(model.Layers);
        var open = model.Layers.Where(layer => wanted.Layer(layer.Node.Name).Bits is null).Select(layer => layer.Node).ToHashSet();
        List<(WeightedLayer Layer, double Noise)>? priced = null;
        while (true)
        {
            QuantizedGraph quantized = model.Quantize(With(model.Layers.Where(layer => open.Contains(layer.Node)), few, wanted), cancellation);
            double noise = model.Noise(quantized, cancellation);
            if (noise <= BearableNoise || !few.Overlaps(open)) return quantized;

            // What each layer adds, at its worth: noise for each weight. As many as it seems to take get 8 bits back, and at least one.
            priced ??= [.. model.Layers.Where(layer => few.Contains(layer.Node) && open.Contains(layer.Node)).Select((layer, done) => (layer, Price(model, layer, wanted, done, cancellation)))];
            WeightedLayer[] worst = [.. priced.Where(pair => few.Contains(pair.Layer.Node)).OrderByDescending(pair => pair.Noise / pair.Layer.Weights.Shape.ElementCount).Select(pair => pair.Layer)];
            double sum = priced.Where(pair => few.Contains(pair.Layer.Node)).Sum(pair => pair.Noise), left = sum;
            foreach (WeightedLayer layer in worst)
            {
                few = few.Remove(layer.Node);
                left -= priced.First(pair => pair.Layer.Node == layer.Node).Noise;
                if (noise * left <= BearableNoise * sum) break;
            }
        }
    }

    private static double Price(CalibratedModel model, in WeightedLayer layer, Recipe wanted, int done, CancellationToken cancellation)
    {
        model.Progress.Report("measuring", done + 1, model.Layers.Length, "layers at most");
        LayerRecipe recipe = wanted.Layer(layer.Node.Name);
        return model.Noise(model.Try(new Recipe([recipe with { Bits = Few, Rounding = recipe.Rounding ?? Rounding.Reconstructed }], []), cancellation), cancellation);
    }

    private static Recipe With(IEnumerable<WeightedLayer> layers, ImmutableHashSet<Node> few, Recipe wanted) => layers.Aggregate(
        wanted, (recipe, layer) => recipe.With(recipe.Layer(layer.Node.Name) with { Bits = few.Contains(layer.Node) ? Few : LayerRecipe.MostBits }));
}
