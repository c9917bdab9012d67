using System;
using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Simplify.Channels;

/// <summary>A part of a constant along an axis.</summary>
internal static class ConstantPart
{
    /// <summary>The constant with some of its indices along an axis; itself where these are all.</summary>
    /// <param name="constant">The constant.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="kept">The indices, ascending.</param>
    public static Tensor Take(Tensor constant, int axis, int[] kept)
    {
        if (kept.Length == constant.Shape[axis]) return constant;

        Shape shape = constant.Shape.With(axis, kept.Length);
        int step = checked((int)new AxisIndex(constant.Shape, axis).Inner) * constant.Type.Size(), count = constant.Shape[axis];
        byte[] data = new byte[shape.ElementCount * constant.Type.Size()];
        for (int i = 0; i < data.Length / step; i++)
        {
            constant.Data.Slice(((i / kept.Length * count) + kept[i % kept.Length]) * step, step).CopyTo(data.AsSpan(i * step));
        }

        QuantizationParameters? quantization = constant.Quantization is { IsPerTensor: false } perAxis && perAxis.Axis == axis
            ? new QuantizationParameters([.. kept.Select(index => perAxis.Scales[index])], [.. kept.Select(index => perAxis.ZeroPoints[perAxis.ZeroPoints.Length == 1 ? 0 : index])], axis)
            : constant.Quantization;
        return new Tensor(constant.Name, constant.Type, shape, quantization, data) { Stored = constant.Stored is { } stored ? Take(stored, axis, kept) : null };
    }
}
