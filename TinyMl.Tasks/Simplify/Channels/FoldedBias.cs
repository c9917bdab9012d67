using System;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Simplify.Channels;

/// <summary>
/// Biases of a layer that hold what constant input channels contribute: b + sum of w * (constant - zero point). Integer sums wrap, so
/// that they are the same in any order; a bias itself must not.
/// </summary>
internal static class FoldedBias
{
    /// <summary>Whether the bias of an output channel can take a summand, in steps of its scale.</summary>
    public static bool Fits(in WeightedLayer layer, int output, double summand) => TypeOf(layer) switch
    {
        ElementType.Float32 => float.IsFinite(Real(layer, output, summand)),
        ElementType.Int32 => Integer(layer, output) + Math.Clamp(summand, -Math.ScaleB(1, 40), Math.ScaleB(1, 40)) is >= int.MinValue and <= int.MaxValue,

        // Sums of products are far below 2^53, so that doubles hold them exactly.
        _ => Math.Abs(summand) < Math.ScaleB(1, 53) && (Int128)Integer(layer, output) + (Int128)summand is var sum && sum >= long.MinValue && sum <= long.MaxValue,
    };

    /// <summary>The biases of the output channels that stay; null where the layer has none and needs none.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="kept">The output channels that stay.</param>
    /// <param name="summands">What is added to each of them.</param>
    public static Tensor? Of(in WeightedLayer layer, int[] kept, double[] summands)
    {
        Tensor? bias = layer.Bias is { } stored ? ConstantPart.Take(stored, 0, kept) : null;
        if (summands.All(summand => summand == 0)) return bias;

        WeightedLayer whole = layer;
        string name = bias?.Name ?? $"{layer.Node.Name}/bias";
        var shape = new Shape(kept.Length);
        QuantizationParameters? quantization = bias?.Quantization ?? ProductScales(layer, kept);
        return TypeOf(layer) switch
        {
            ElementType.Float32 => Tensor.Constant(name, shape, [.. kept.Select((output, i) => Real(whole, output, summands[i]))]),
            ElementType.Int32 => Tensor.Constant<int>(name, ElementType.Int32, shape, [.. kept.Select((output, i) => checked((int)(Integer(whole, output) + (long)summands[i])))], quantization),
            _ => Tensor.Constant<long>(name, ElementType.Int64, shape, [.. kept.Select((output, i) => checked(Integer(whole, output) + (long)summands[i]))], quantization),
        };
    }

    // Int16 layers without a bias sum up in 64 bits, which a bias of 32 would change.
    private static ElementType TypeOf(in WeightedLayer layer) => layer.Bias?.Type ?? layer.Node.Input.Type switch
    {
        ElementType.Float32 => ElementType.Float32,
        ElementType.Int8 => ElementType.Int32,
        _ => ElementType.Int64,
    };

    private static float Real(in WeightedLayer layer, int output, double summand) => (float)((layer.Bias is { } bias ? bias.Values<float>()[output] : 0) + summand);

    private static long Integer(in WeightedLayer layer, int output) => layer.Bias switch
    {
        null => 0,
        { Type: ElementType.Int32 } bias => bias.Values<int>()[output],
        { } bias => bias.Values<long>()[output],
    };

    private static QuantizationParameters? ProductScales(in WeightedLayer layer, int[] kept)
    {
        if (layer.Node.Input.Quantization is not { } x || layer.Weights.Quantization is not { } weights) return null;
        ImmutableArray<float> scales = weights.Scales;
        return scales.Length == 1
            ? new QuantizationParameters(x.Scale * scales[0], 0)
            : new QuantizationParameters([.. kept.Select(output => x.Scale * scales[output])], [.. new int[kept.Length]]);
    }
}
