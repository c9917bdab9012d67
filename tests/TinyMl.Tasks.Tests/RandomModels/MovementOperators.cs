using System.Collections.Generic;
using System.Linq;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.RandomModels;

/// <summary>
/// The operators of random graphs that take, repeat and interpolate elements; never one element alone, because what follows may divide by the
/// deviation of its copies, which is nothing but rounding.
/// </summary>
internal static class MovementOperators
{
    public static IReadOnlyList<RandomOperator> All { get; } =
    [
        new("DepthToSpace", DepthToSpace),
        new("Expand", Expand),
        new("Gather", Gather),
        new("Pad with its own elements", Pad),
        new("Resize, cubic", (graph, x) => Resize(graph, x, "cubic")),
        new("Resize, linear", (graph, x) => Resize(graph, x, "linear")),
        new("Resize, nearest", (graph, x) => Resize(graph, x, "nearest")),
        new("Slice", Slice),
        new("SpaceToDepth", SpaceToDepth),
        new("Split", Split),
        new("Tile", Tile),
    ];

    private static RandomValue? Slice(RandomModel graph, RandomValue x)
    {
        if (x.Rank == 0) return null;
        int axis = graph.Between(0, x.Rank - 1), dimension = (int)x.Shape[axis];
        int start = graph.Between(0, dimension - 1), step = graph.Between(1, 3), count;
        long end;
        if (graph.Chance(2))
        {
            (end, count) = (graph.Chance(2) ? int.MaxValue : dimension, ((dimension - start - 1) / step) + 1);
        }
        else
        {
            (end, count, step) = (long.MinValue, (start / step) + 1, -step);
        }

        return graph.Node(
            "Slice", With(x.Shape, axis, count), [x.Name, graph.Model.Integers(start - dimension), graph.Model.Integers(end), graph.Model.Integers(axis - x.Rank), graph.Model.Integers(step)]);
    }

    private static RandomValue? Split(RandomModel graph, RandomValue x)
    {
        if (x.Rank == 0) return null;
        int axis = graph.Between(0, x.Rank - 1), dimension = (int)x.Shape[axis];
        if (dimension < 2) return null;
        int first = graph.Between(1, dimension - 1);
        RandomValue y = graph.Node("Split", With(x.Shape, axis, first), [x.Name, graph.Model.Integers(first, dimension - first)], Attribute("axis", axis));
        graph.Model.Graph.Node[^1].Output.Add($"{y.Name}_rest");
        return y;
    }

    private static RandomValue? Gather(RandomModel graph, RandomValue x)
    {
        if (x.Rank is 0 or > 5) return null;
        int axis = graph.Between(0, x.Rank - 1);
        long[] shape = graph.Chance(3) ? [] : graph.Chance(2) ? [graph.Between(1, 4)] : [graph.Between(1, 2), graph.Between(1, 3)];
        int first = graph.Between(0, (int)x.Shape[axis] - 1);
        long[] indices = [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (product, dimension) => product * dimension)).Select(i => ((first + i) % x.Shape[axis]) - (i % 2 * x.Shape[axis]))];
        long[] output = [.. x.Shape[..axis], .. shape, .. x.Shape[(axis + 1)..]];
        return RandomModel.IsTooLarge(output) ? null : graph.Node("Gather", output, [x.Name, graph.Model.Initializer(IntegerTensor(shape, indices))], Attribute("axis", axis));
    }

    private static RandomValue? Tile(RandomModel graph, RandomValue x)
    {
        long[] repeats = [.. x.Shape.Select(_ => (long)graph.Between(1, 2))], output = [.. x.Shape.Zip(repeats, (dimension, count) => dimension * count)];
        return x.Rank == 0 || RandomModel.IsTooLarge(output) ? null : graph.Node("Tile", output, [x.Name, graph.Model.Integers(repeats)]);
    }

    private static RandomValue? Expand(RandomModel graph, RandomValue x)
    {
        if (x.Rank == 0 || x.Shape[0] != 1 || x.Count < 4) return null;
        long[] output = With(x.Shape, 0, graph.Between(1, 3));
        return RandomModel.IsTooLarge(output) ? null : graph.Node("Expand", output, [x.Name, graph.Model.Integers(output)]);
    }

    private static RandomValue? DepthToSpace(RandomModel graph, RandomValue x)
    {
        if (x.Rank != 4 || x.Shape[1] % 4 != 0) return null;
        long[] output = [x.Shape[0], x.Shape[1] / 4, x.Shape[2] * 2, x.Shape[3] * 2];
        return graph.Node("DepthToSpace", output, [x.Name], Attribute("blocksize", 2), Attribute("mode", graph.Chance(2) ? "DCR" : "CRD"));
    }

    private static RandomValue? SpaceToDepth(RandomModel graph, RandomValue x)
    {
        if (x.Rank != 4 || x.Shape[2] % 2 != 0 || x.Shape[3] % 2 != 0) return null;
        return graph.Node("SpaceToDepth", [x.Shape[0], x.Shape[1] * 4, x.Shape[2] / 2, x.Shape[3] / 2], [x.Name], Attribute("blocksize", 2));
    }

    private static RandomValue? Pad(RandomModel graph, RandomValue x)
    {
        if (x.Rank == 0) return null;
        int axis = graph.Between(0, x.Rank - 1);
        if (x.Shape[axis] < 3) return null;
        long[] pads = new long[2 * x.Rank];
        (pads[axis], pads[axis + x.Rank]) = (graph.Between(0, 2), graph.Between(0, 2));
        long[] output = With(x.Shape, axis, x.Shape[axis] + pads[axis] + pads[axis + x.Rank]);
        return RandomModel.IsTooLarge(output) ? null : graph.Node("Pad", output, [x.Name, graph.Model.Integers(pads)], Attribute("mode", graph.Chance(2) ? "reflect" : "edge"));
    }

    private static RandomValue? Resize(RandomModel graph, RandomValue x, string mode)
    {
        if (x.Rank != 4 || x.Shape[2] < 3 || x.Shape[3] < 3) return null;
        long[] output = [x.Shape[0], x.Shape[1], graph.Between(1, 14), graph.Between(1, 14)];
        if (RandomModel.IsTooLarge(output)) return null;
        string coordinates = graph.OneOf(["half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric"]);
        return graph.Node("Resize", output, [x.Name, "", "", graph.Model.Integers(output)], Attribute("mode", mode), Attribute("coordinate_transformation_mode", coordinates));
    }

    private static long[] With(long[] shape, int axis, long dimension)
    {
        long[] changed = [.. shape];
        changed[axis] = dimension;
        return changed;
    }
}
