using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>
/// Resize and Upsample along any axes, all modes: nearest takes elements of any type, linear and cubic compute weighted sums, whose places and weights
/// are constants.
/// </summary>
internal static class ResizeImporter
{
    private const int MostWeighted = 1 << 14;
    private const string Crop = "tf_crop_and_resize";

    /// <summary>Upsample, of opset 7 with scales as an attribute, of opset 9 as an input.</summary>
    public static void ImportUpsample(OnnxNode node)
    {
        node.Expect(node.Opset < 9 ? 1 : 2, node.Opset < 9 ? 1 : 2);
        float[] scales = node.Opset < 9 ? node.Attributes.Floats("scales") ?? throw node.Damaged("its scales are missing") : node.Floats(1, "scales");
        Import(node, ResizeGeometry.ByScales(node, scales), "asymmetric", "simple");
    }

    public static void Import(OnnxNode node)
    {
        if (node.Opset < 11)
        {
            node.Expect(2, 2);
            Import(node, ResizeGeometry.ByScales(node, node.Floats(1, "scales")), "asymmetric", "simple");
            return;
        }

        node.Expect(1, 4);
        string coordinates = node.Attributes.String("coordinate_transformation_mode") ?? "half_pixel";
        Import(node, ResizeGeometry.Of(node, coordinates == Crop), coordinates, node.Attributes.String("nearest_mode") ?? "round_prefer_floor");
    }

    private static void Import(OnnxNode node, IReadOnlyList<ResizeAxis> geometry, string coordinates, string nearest)
    {
        string mode = node.Attributes.String("mode") ?? "nearest";
        var filter = new ResizeFilter(
            IsCubic: mode == "cubic",
            node.Attributes.Float("cubic_coeff_a") ?? -0.75f,
            ExcludesOutside: (node.Attributes.Int("exclude_outside") ?? 0) != 0,
            Antialiases: (node.Attributes.Int("antialias") ?? 0) != 0);
        float outside = node.Attributes.Float("extrapolation_value") ?? 0;
        if (!double.IsFinite(filter.CubicCoefficient) || !float.IsFinite(outside)) throw node.Damaged("its cubic_coeff_a or extrapolation_value is not finite");
        if (mode is not ("nearest" or "linear" or "cubic")) throw node.Unsupported($"its mode is '{mode}'; nearest, linear and cubic are supported");
        if (geometry.Any(axis => axis.Coordinate(coordinates, 0) is null)) throw node.Unsupported($"its coordinate_transformation_mode is '{coordinates}'");
        if (mode == "nearest" && geometry.Any(axis => axis.Nearest(nearest, 0) is null)) throw node.Unsupported($"its nearest_mode is '{nearest}'");

        if (coordinates == "align_corners" && geometry.FirstOrDefault(axis => !axis.HasWholeLength) is { Input: > 0 } uneven)
            throw node.Unsupported($"it aligns corners, and {uneven.Scale} times {uneven.Input} elements are not a whole number, for which the standard and its implementations differ; give sizes instead of scales");

        Tensor x = mode == "nearest" ? node.Data(0) : node.Tensor(0);
        ResizeAxis[] axes = [.. geometry.Where(axis => !axis.IsIdentity(coordinates))];
        node.ReserveList(axes.Sum(axis => (long)axis.Output));
        if (mode != "nearest" && axes.Any(axis => Math.Max(axis.Input, axis.Output) > MostWeighted)) throw node.Unsupported($"it interpolates along an axis of more than {MostWeighted} elements");
        (int Before, int Count)[] inside = [.. axes.Select(axis => Inside(node, axis, coordinates))];
        Operator[] operators = mode == "nearest"
            ? [Nearest(x.Shape, axes, inside, (axis, k) => axis.Nearest(nearest, axis.Coordinate(coordinates, k)!.Value)!.Value)]
            : [.. Weighted(axes, inside, (axis, k) => filter.Around(axis.Coordinate(coordinates, k)!.Value, axis))];
        Output(node, x, [.. operators, .. Around(x.Shape, axes, inside, outside)]);
    }

    /// <summary>The elements of an axis whose coordinates lie in the input; tf_crop_and_resize gives the others a value of their own.</summary>
    private static (int Before, int Count) Inside(OnnxNode node, ResizeAxis axis, string coordinates)
    {
        if (coordinates != Crop) return (0, axis.Output);
        int[] inside = [.. Enumerable.Range(0, axis.Output).Where(k => axis.Coordinate(coordinates, k) is { } place && place >= 0 && place <= axis.Input - 1)];
        return inside.Length > 0 ? (inside[0], inside.Length) : throw node.Unsupported("its region of interest lies outside of its input");
    }

    private static Select Nearest(Shape shape, ResizeAxis[] axes, (int Before, int Count)[] inside, Func<ResizeAxis, int, int> place)
    {
        var places = new ImmutableArray<int>[shape.Rank];
        Array.Fill(places, []);
        for (int i = 0; i < axes.Length; i++) places[axes[i].Axis] = [.. Enumerable.Range(inside[i].Before, inside[i].Count).Select(k => place(axes[i], k))];
        return new Select("ResizeNearest", [.. places]);
    }

    // Two axes at a time, as the kernels take them.
    private static IEnumerable<Interpolate> Weighted(ResizeAxis[] axes, (int Before, int Count)[] inside, Func<ResizeAxis, int, IEnumerable<(int Place, double Weight)>> neighbors) =>
        axes.Zip(inside, (axis, part) => AxisWeights.Of(axis.Axis, axis.Input, Enumerable.Range(part.Before, part.Count).Select(k => neighbors(axis, k))))
            .OrderBy(axis => axis.Axis)
            .Chunk(2)
            .Select(pair => new Interpolate([.. pair]));

    private static IEnumerable<Pad> Around(Shape shape, ResizeAxis[] axes, (int Before, int Count)[] inside, float value)
    {
        if (axes.Zip(inside, (axis, part) => part.Count == axis.Output).All(isWhole => isWhole)) return [];
        int[] before = new int[shape.Rank], after = new int[shape.Rank];
        for (int i = 0; i < axes.Length; i++) (before[axes[i].Axis], after[axes[i].Axis]) = (inside[i].Before, axes[i].Output - inside[i].Before - inside[i].Count);
        return [new Pad([.. before], [.. after], value)];
    }

    private static void Output(OnnxNode node, Tensor x, IReadOnlyList<Operator> operators)
    {
        foreach (Operator @operator in operators.SkipLast(1)) x = node.Emit(@operator, x);
        if (operators.Count == 0) node.Output(x);
        else node.Output(operators[^1], x);
    }
}
