using System;
using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Import.TfLite;

/// <summary>The real values of a constant that is stored as float16 or quantized: scale * (stored - zeroPoint), rounded once.</summary>
internal static class Dequantization
{
    public static bool IsPossible(Tensor constant) =>
        constant.Type == ElementType.Float16
        || (constant.Type is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16 && constant.Quantization is not null);

    public static float[] RealValues(Tensor constant)
    {
        float[] stored = constant.Type switch
        {
            ElementType.Float16 => [.. constant.Values<Half>().ToArray().Select(value => (float)value)],
            ElementType.Int8 => [.. constant.Values<sbyte>().ToArray().Select(value => (float)value)],
            ElementType.UInt8 => [.. constant.Values<byte>().ToArray().Select(value => (float)value)],
            _ => [.. constant.Values<short>().ToArray().Select(value => (float)value)],
        };
        if (constant.Quantization is not { } quantization) return stored;

        // Elements that share a scale lie together in runs of the axes behind the quantized one.
        int run = quantization.IsPerTensor
            ? stored.Length
            : constant.Shape.Skip(quantization.Axis + 1).Aggregate(1, (product, dimension) => product * dimension);
        for (int i = 0; i < stored.Length; i++)
        {
            int channel = i / run % quantization.Scales.Length;
            stored[i] = quantization.Scales[channel] * (stored[i] - quantization.ZeroPoints[channel]);
        }

        return stored;
    }
}
