using System;
using System.Threading;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Recipes;
using TinyMl.Tasks.Reconstruct;

namespace TinyMl.Tasks.Quantization;

/// <summary>Makes a layer's constants as its recipe says.</summary>
internal static class LayerQuantizer
{
    /// <summary>The constants. What the recipe leaves open is 8 bits, rounded to the nearest level, with the bias corrected, and no weight removed.</summary>
    /// <param name="layer">The float layer.</param>
    /// <param name="recipe">What is to be done.</param>
    /// <param name="input">What is known of its input.</param>
    /// <param name="cancellation">Stops the work between two filters.</param>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static LayerConstants Quantize(in WeightedLayer layer, LayerRecipe recipe, LayerInput input, CancellationToken cancellation)
    {
        Tensor weights = Weights(layer, recipe, input, cancellation);
        if (recipe.Clusters is int clusters and > 0) weights = WeightClusters.Reduce(layer, weights, clusters);
        if (layer.Bias is null) return new LayerConstants(weights, null);
        return new LayerConstants(weights, recipe.BiasCorrection ?? true ? BiasCorrection.Correct(layer, weights, input.Mean, input.QuantizedMean) : WeightQuantizer.Reals(layer.Bias));
    }

    private static Tensor Weights(in WeightedLayer layer, LayerRecipe recipe, LayerInput input, CancellationToken cancellation)
    {
        int bits = recipe.Bits ?? LayerRecipe.MostBits;
        Rounding rounding = recipe.Rounding ?? Rounding.Nearest;
        WeightedLayer exact = recipe.Sparsity > 0 || rounding == Rounding.Reconstructed ? input.Solved.Value : layer;
        if (rounding == Rounding.Nearest) return WeightQuantizer.Round(exact, WeightQuantizer.Scales(exact, bits, input.Scale, input.Type), bits);

        float[] scales = WeightClipping.Scales(exact, bits, input.Scale, input.Type);
        return rounding == Rounding.Clipped
            ? WeightQuantizer.Round(exact, scales, bits)
            : WeightQuantizer.WithLevels(layer, WeightReconstruction.Quantize(exact, input.Moments.Value, scales, bits, cancellation), scales);
    }
}
