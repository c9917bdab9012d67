using System;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Recipes;
using TinyMl.Tasks.Reconstruct;

namespace TinyMl.Tasks.Quantization;

/// <summary>Makes a layer's constants as its recipe says.</summary>
internal static class LayerQuantizer
{
    /// <summary>The constants. What the recipe leaves open is 8 bits, rounded to the nearest level, with the bias corrected.</summary>
    /// <param name="layer">The float layer.</param>
    /// <param name="recipe">What is to be done.</param>
    /// <param name="input">What is known of its input.</param>
    /// <param name="cancellation">Stops the work between two filters.</param>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static LayerConstants Quantize(in WeightedLayer layer, LayerRecipe recipe, LayerInput input, CancellationToken cancellation)
    {
        Tensor weights = Weights(layer, recipe.Rounding ?? Rounding.Nearest, recipe.Bits ?? LayerRecipe.MostBits, input, cancellation);
        if (recipe.Clusters is int clusters and > 0) weights = WeightClusters.Reduce(layer, weights, clusters);
        if (layer.Bias is null) return new LayerConstants(weights, null);
        return new LayerConstants(weights, recipe.BiasCorrection ?? true ? BiasCorrection.Correct(layer, weights, input.Mean, input.QuantizedMean) : WeightQuantizer.Reals(layer.Bias));
    }

    private static Tensor Weights(in WeightedLayer layer, Rounding rounding, int bits, LayerInput input, CancellationToken cancellation)
    {
        if (rounding == Rounding.Nearest) return WeightQuantizer.Round(layer, WeightQuantizer.Scales(layer, bits, input.Scale, input.Type), bits);
        if (rounding == Rounding.Clipped) return WeightQuantizer.Round(layer, WeightClipping.Scales(layer, bits, input.Scale, input.Type), bits);

        // First the real weights that make up for what the layers before have lost, then the integers nearest to what these compute.
        SecondMoments moments = input.Moments.Value;
        WeightedLayer solved = WithWeights(layer, WeightReconstruction.Solve(layer, layer.Weights, moments, cancellation));
        float[] scales = WeightClipping.Scales(solved, bits, input.Scale, input.Type);
        return WeightQuantizer.WithLevels(layer, WeightReconstruction.Quantize(solved, moments, scales, bits, cancellation), scales);
    }

    private static WeightedLayer WithWeights(in WeightedLayer layer, float[] weights)
    {
        Tensor constant = Tensor.Constant(layer.Weights.Name, layer.Weights.Shape, weights);
        return WeightedLayer.Of(layer.Node.With(inputs: layer.Node.Inputs.Select((input, i) => i == 1 ? constant : input)))!.Value;
    }
}
