using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>The lengths and scales of a Resize: from scales or sizes, of all axes or of those that are named.</summary>
internal static class ResizeGeometry
{
    /// <summary>The geometry of opset 10 and before: a scale for each axis.</summary>
    public static IReadOnlyList<ResizeAxis> ByScales(OnnxNode node, float[] scales)
    {
        ImmutableArray<int> shape = node.Input(0).Dimensions;
        return Scaled(node, shape, [.. Enumerable.Range(0, shape.Length)], scales, [], 0);
    }

    /// <summary>The geometry from opset 11 on: inputs roi, scales and sizes, from opset 18 on the attributes axes and keep_aspect_ratio_policy.</summary>
    public static IReadOnlyList<ResizeAxis> Of(OnnxNode node, bool isCropped)
    {
        ImmutableArray<int> shape = node.Input(0).Dimensions;
        int[] axes = node.Opset >= 18 && node.Attributes.Ints("axes") is { } named
            ? [.. named.Select(axis => node.Axis(axis, shape.Length))]
            : [.. Enumerable.Range(0, shape.Length)];
        if (axes.Distinct().Count() != axes.Length) throw node.Damaged("it names an axis twice");
        string policy = node.Opset >= 18 ? node.Attributes.String("keep_aspect_ratio_policy") ?? "stretch" : "stretch";

        float[] scales = node.Has(2) ? node.Floats(2, "scales") : [];
        long[] sizes = node.Integers(3, "sizes") ?? [];
        float[] region = isCropped ? node.Has(1) ? node.Floats(1, "region of interest") : throw node.Damaged("its region of interest is missing") : [];
        if (isCropped && region.Length != 2 * axes.Length) throw node.Damaged($"its region of interest has {region.Length} bounds for {axes.Length} axes");
        if (scales.Length > 0 && sizes.Length > 0) throw node.Damaged("it has both scales and sizes");
        return sizes.Length > 0
            ? Sized(node, shape, axes, sizes, policy, region)
            : Scaled(node, shape, axes, scales, region, axes.Length);
    }

    private static List<ResizeAxis> Scaled(OnnxNode node, ImmutableArray<int> shape, int[] axes, float[] scales, float[] region, int ends)
    {
        if (scales.Length != axes.Length || Array.Exists(scales, scale => !float.IsFinite(scale) || scale <= 0))
            throw node.Damaged($"its scales [{string.Join(", ", scales)}] do not go with {axes.Length} axes");
        return [.. axes.Select((axis, i) => new ResizeAxis(axis, shape[axis], Length(node, Math.Floor((double)(scales[i] * shape[axis]))), scales[i], Start(region, i), End(region, i + ends)))];
    }

    private static List<ResizeAxis> Sized(OnnxNode node, ImmutableArray<int> shape, int[] axes, long[] sizes, string policy, float[] region)
    {
        if (sizes.Length != axes.Length) throw node.Damaged($"it has {sizes.Length} sizes for {axes.Length} axes");
        if (policy is not ("stretch" or "not_larger" or "not_smaller")) throw node.Unsupported($"its keep_aspect_ratio_policy is '{policy}'");
        float[] scales = [.. axes.Select((axis, i) => Length(node, sizes[i]) / (float)shape[axis])];
        int[] lengths = [.. sizes.Select(size => (int)size)];
        if (policy != "stretch")
        {
            Array.Fill(scales, policy == "not_larger" ? scales.Min() : scales.Max());
            lengths = [.. axes.Select((axis, i) => Length(node, Math.Floor((scales[i] * shape[axis]) + 0.5f)))];
        }

        return [.. axes.Select((axis, i) => new ResizeAxis(axis, shape[axis], lengths[i], scales[i], Start(region, i), End(region, i + axes.Length)))];
    }

    private static int Length(OnnxNode node, double length) =>
        length is >= 1 and <= 1 << 28 ? (int)length : throw node.Unsupported($"it makes an axis {length} elements long");

    private static float Start(float[] region, int index) => region.Length > 0 ? region[index] : 0;

    private static float End(float[] region, int index) => region.Length > 0 ? region[index] : 1;
}
