using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Import.Onnx.Format;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.RandomModels;

/// <summary>The float operators of random graphs that reduce or normalize along axes.</summary>
internal static class AxisOperators
{
    public static IReadOnlyList<RandomOperator> All { get; } =
    [
        new("GroupNormalization", GroupNormalization),
        new("InstanceNormalization", InstanceNormalization),
        new("LayerNormalization", LayerNormalization),
        new("LogSoftmax", (graph, x) => OverOne(graph, x, "LogSoftmax")),
        new("LpNormalization", LpNormalization),
        new("ReduceL1", (graph, x) => Reduce(graph, x, "ReduceL1", 18)),
        new("ReduceL2", (graph, x) => Reduce(graph, x, "ReduceL2", 18)),
        new("ReduceLogSumExp", (graph, x) => Reduce(graph, x, "ReduceLogSumExp", 18)),
        new("ReduceMax", (graph, x) => Reduce(graph, x, "ReduceMax", 18)),
        new("ReduceMean", (graph, x) => Reduce(graph, x, "ReduceMean", 18)),
        new("ReduceMin", (graph, x) => Reduce(graph, x, "ReduceMin", 18)),
        new("ReduceProd", (graph, x) => x.Count > 40 ? null : Reduce(graph, x, "ReduceProd", 18)),
        new("ReduceSum", (graph, x) => Reduce(graph, x, "ReduceSum", 13)),
        new("ReduceSumSquare", (graph, x) => Reduce(graph, x, "ReduceSumSquare", 18)),
        new("Softmax", (graph, x) => OverOne(graph, x, "Softmax")),
    ];

    private static RandomValue? OverOne(RandomModel graph, RandomValue x, string operation) =>
        x.Rank == 0 ? null : graph.Node(operation, x.Shape, [x.Name], Attribute("axis", graph.Between(-x.Rank, x.Rank - 1)));

    // A norm of nearly 0 makes any error large: what other operators leave of equal elements is nothing but rounding. With an element of
    // 1 more in each row, no error grows.
    private static RandomValue? LpNormalization(RandomModel graph, RandomValue x)
    {
        if (x.Rank == 0) return null;
        int axis = graph.Between(0, x.Rank - 1);
        long[] ones = [.. x.Shape.Select((dimension, i) => i == axis ? 1 : dimension)], shape = [.. x.Shape.Select((dimension, i) => i == axis ? dimension + 1 : dimension)];
        if (RandomModel.IsTooLarge(shape)) return null;
        string one = graph.Model.Floats(ones, [.. Enumerable.Repeat(1f, (int)(x.Count / x.Shape[axis]))]);
        RandomValue rows = graph.Node("Concat", shape, [x.Name, one], Attribute("axis", axis));
        return graph.Node("LpNormalization", shape, [rows.Name], Attribute("axis", graph.Chance(2) ? axis : axis - x.Rank), Attribute("p", graph.Between(1, 2)));
    }

    private static RandomValue? Reduce(RandomModel graph, RandomValue x, string operation, int inputOpset)
    {
        long[] axes = [.. Enumerable.Range(0, x.Rank).Where(_ => graph.Chance(2)).Select(axis => (long)axis)];
        if (axes.Length == 0) return null;
        int keep = graph.Between(0, 1);
        long[] shape = keep == 1
            ? [.. x.Shape.Select((dimension, axis) => axes.Contains(axis) ? 1 : dimension)]
            : [.. x.Shape.Where((_, axis) => !axes.Contains(axis))];
        return graph.Opset < inputOpset
            ? graph.Node(operation, shape, [x.Name], Attribute("axes", axes), Attribute("keepdims", keep))
            : graph.Node(operation, shape, [x.Name, graph.Model.Integers(axes)], Attribute("keepdims", keep));
    }

    // Rows of few elements may be all alike, and a deviation of nearly 0 makes any error large.
    private static RandomValue? LayerNormalization(RandomModel graph, RandomValue x)
    {
        if (graph.Opset < 17 || x.Rank == 0) return null;
        int axis = graph.Between(0, x.Rank - 1);
        long[] row = x.Shape[axis..];
        if (row.Aggregate(1L, (product, dimension) => product * dimension) < 4) return null;
        List<string> inputs = [x.Name, graph.Constant(2, row)];
        if (graph.Chance(2)) inputs.Add(graph.Constant(1, row));
        return graph.Node("LayerNormalization", x.Shape, [.. inputs], Attribute("axis", graph.Chance(2) ? axis : axis - x.Rank), Epsilon);
    }

    private static RandomValue? InstanceNormalization(RandomModel graph, RandomValue x)
    {
        if (x.Rank < 3 || x.Count / (x.Shape[0] * x.Shape[1]) < 4) return null;
        return graph.Node("InstanceNormalization", x.Shape, [x.Name, graph.Constant(2, x.Shape[1]), graph.Constant(1, x.Shape[1])], Epsilon);
    }

    private static RandomValue? GroupNormalization(RandomModel graph, RandomValue x)
    {
        if (graph.Opset < 18 || x.Rank < 3 || x.Count / x.Shape[0] < 8) return null;
        long groups = x.Shape[1] % 2 == 0 ? 2 : 1, parameters = graph.Opset < 21 ? groups : x.Shape[1];
        return graph.Node("GroupNormalization", x.Shape, [x.Name, graph.Constant(2, parameters), graph.Constant(1, parameters)], Attribute("num_groups", groups), Epsilon);
    }

    private static AttributeProto Epsilon => Attribute("epsilon", 0.01f);
}
