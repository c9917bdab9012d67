using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Import.Onnx.Format;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.RandomModels;

/// <summary>The float operators of random graphs. A new operator of the importer gets a line here.</summary>
internal static class FloatOperators
{
    public static IReadOnlyList<RandomOperator> All { get; } =
    [
        new("Add", (graph, x) => Binary(graph, x, "Add")),
        new("Sub", (graph, x) => Binary(graph, x, "Sub")),
        new("Mul", (graph, x) => Binary(graph, x, "Mul")),
        new("AveragePool", (graph, x) => Pool(graph, x, "AveragePool")),
        new("MaxPool", (graph, x) => Pool(graph, x, "MaxPool")),
        new("BatchNormalization", BatchNormalization),
        new("Clip", Clip),
        new("Concat", Concat),
        new("Conv", (graph, x) => Convolution(graph, x, groups: 1)),
        new("Conv, depthwise", (graph, x) => Convolution(graph, x, x.Shape.ElementAtOrDefault(1))),
        new("Conv, grouped", (graph, x) => Convolution(graph, x, Divisor(graph, x))),
        new("ConvTranspose", ConvTranspose),
        new("Flatten", Flatten),
        new("Gemm", Gemm),
        new("GlobalAveragePool", (graph, x) => GlobalPool(graph, x, "GlobalAveragePool")),
        new("GlobalMaxPool", (graph, x) => GlobalPool(graph, x, "GlobalMaxPool")),
        new("HardSwish", (graph, x) => graph.Opset < 14 ? null : graph.Node("HardSwish", x.Shape, [x.Name])),
        new("LeakyRelu", (graph, x) => graph.Node("LeakyRelu", x.Shape, [x.Name], Attribute("alpha", graph.Random.NextSingle() - 0.3f))),
        new("MatMul", MatMul),
        new("MatMul of two values", MatMulOfTwo),
        new("Pad", Pad),
        new("Relu", (graph, x) => graph.Node("Relu", x.Shape, [x.Name])),
        new("Reshape", Reshape),
        new("Sigmoid", (graph, x) => graph.Node("Sigmoid", x.Shape, [x.Name])),
        new("Squeeze", Squeeze),
        new("Tanh", (graph, x) => graph.Node("Tanh", x.Shape, [x.Name])),
        new("Transpose", Transpose),
        new("Unsqueeze", Unsqueeze),
        .. AxisOperators.All,
        .. MovementOperators.All,
    ];

    private static RandomValue? Binary(RandomModel graph, RandomValue x, string operation)
    {
        string right;
        long[] shape = x.Shape;
        if (graph.Chance(2) && graph.Other(value => Broadcast(x.Shape, value.Shape) is { } joint && !RandomModel.IsTooLarge(joint)) is { } other)
        {
            (right, shape) = (other.Name, Broadcast(x.Shape, other.Shape)!);
        }
        else
        {
            right = graph.Constant(2, [.. x.Shape.Skip(graph.Between(0, x.Rank)).Select(dimension => graph.Chance(3) ? 1 : dimension)]);
        }

        return graph.Node(operation, shape, graph.Chance(2) ? [x.Name, right] : [right, x.Name]);
    }

    private static long[]? Broadcast(long[] left, long[] right)
    {
        long[] shape = new long[Math.Max(left.Length, right.Length)];
        for (int i = 1; i <= shape.Length; i++)
        {
            long a = i <= left.Length ? left[^i] : 1, b = i <= right.Length ? right[^i] : 1;
            if (a != b && a != 1 && b != 1) return null;
            shape[^i] = Math.Max(a, b);
        }

        return shape;
    }

    private static RandomValue? Pool(RandomModel graph, RandomValue x, string operation)
    {
        if (!x.IsImage(2) || RandomWindow.Create(graph, x, dilated: operation == "MaxPool" || graph.Opset >= 19, ceiling: true) is not { } window) return null;
        AttributeProto[] attributes = window.Attributes;
        if (operation == "AveragePool") attributes = [.. attributes, Attribute("count_include_pad", graph.Between(0, 1))];
        return graph.Node(operation, [x.Shape[0], x.Shape[1], .. window.Output], [x.Name], attributes);
    }

    // ONNX Runtime pools over at most three axes.
    private static RandomValue? GlobalPool(RandomModel graph, RandomValue x, string operation) =>
        x.Rank is > 2 and < 6 ? graph.Node(operation, [x.Shape[0], x.Shape[1], .. x.Shape[2..].Select(_ => 1L)], [x.Name]) : null;

    private static RandomValue? Convolution(RandomModel graph, RandomValue x, long groups)
    {
        if (!x.IsImage() || RandomWindow.Create(graph, x, dilated: true, ceiling: false) is not { } window) return null;
        long channels = x.Shape[1], outputs = groups * graph.Between(1, groups == 1 ? 8 : 2);
        long[] shape = [x.Shape[0], outputs, .. window.Output];
        if (RandomModel.IsTooLarge(shape)) return null;
        long[] weights = [outputs, channels / groups, .. window.Kernel];
        List<string> inputs = [x.Name, graph.Weights(2f / MathF.Sqrt(Count(weights[1..])), axis: 0, weights)];
        if (graph.Chance(2)) inputs.Add(graph.Bias(1, outputs, inputs[0], inputs[1]));
        return graph.Node("Conv", shape, [.. inputs], [.. window.Attributes, Attribute("group", groups)]);
    }

    private static RandomValue? ConvTranspose(RandomModel graph, RandomValue x)
    {
        if (!x.IsImage()) return null;
        long groups = Divisor(graph, x), outputs = groups * graph.Between(1, 3);
        long[] kernel = Spatial(_ => graph.Between(1, 4)), strides = Spatial(_ => graph.Between(1, 3)), dilations = Spatial(_ => graph.Chance(4) ? 2 : 1);
        long[] before = Spatial(_ => graph.Between(0, 1)), after = Spatial(_ => graph.Between(0, 1)), additions = Spatial(axis => graph.Between(0, (int)strides[axis] - 1));
        long[] output = Spatial(axis => (int)((strides[axis] * (x.Shape[axis + 2] - 1)) + additions[axis] + ((kernel[axis] - 1) * dilations[axis]) + 1 - before[axis] - after[axis]));
        long[] shape = [x.Shape[0], outputs, .. output];
        if (RandomModel.IsTooLarge(shape) || output.Any(dimension => dimension < 1)) return null;
        long[] weights = [x.Shape[1], outputs / groups, .. kernel];
        List<string> inputs = [x.Name, graph.Weights(2f / MathF.Sqrt(Count(weights) / weights[1]), axis: 1, weights)];
        if (graph.Chance(2)) inputs.Add(graph.Bias(1, outputs, inputs[0], inputs[1]));
        return graph.Node(
            "ConvTranspose", shape, [.. inputs],
            Attribute("group", groups), Attribute("strides", strides), Attribute("dilations", dilations), Attribute("pads", [.. before, .. after]), Attribute("output_padding", additions));

        long[] Spatial(Func<int, int> number) => [.. Enumerable.Range(0, x.Rank - 2).Select(axis => (long)number(axis))];
    }

    private static long Divisor(RandomModel graph, RandomValue x) =>
        x.Rank < 2 ? 1 : graph.OneOf([.. Enumerable.Range(1, (int)x.Shape[1]).Select(groups => (long)groups).Where(groups => x.Shape[1] % groups == 0)]);

    private static RandomValue? BatchNormalization(RandomModel graph, RandomValue x)
    {
        if (x.Rank < 2) return null;
        long channels = x.Shape[1];
        string variance = graph.Model.Floats([channels], [.. Enumerable.Range(0, (int)channels).Select(_ => 0.1f + graph.Random.NextSingle())]);
        string[] inputs = [x.Name, graph.Constant(1, channels), graph.Constant(1, channels), graph.Constant(1, channels), variance];
        return graph.Node("BatchNormalization", x.Shape, inputs, Attribute("epsilon", 1e-3f));
    }

    private static RandomValue Clip(RandomModel graph, RandomValue x)
    {
        string least = graph.Chance(4) ? "" : graph.Model.Floats([], -2 * graph.Random.NextSingle());
        string most = graph.Chance(4) ? "" : graph.Model.Floats([], 2 * graph.Random.NextSingle());
        return graph.Node("Clip", x.Shape, [x.Name, least, most]);
    }

    private static RandomValue? Concat(RandomModel graph, RandomValue x)
    {
        if (x.Rank == 0) return null;
        int axis = graph.Between(0, x.Rank - 1);
        RandomValue? other = graph.Other(value => value.Rank == x.Rank && value != x && value.Shape.Where((dimension, i) => i != axis && dimension != x.Shape[i]).ToArray() is []);
        long along = other?.Shape[axis] ?? graph.Between(1, 3);
        long[] shape = Replaced(x.Shape, axis, x.Shape[axis] + along);
        return RandomModel.IsTooLarge(shape) ? null : graph.Node("Concat", shape, [x.Name, other?.Name ?? graph.Constant(1, Replaced(x.Shape, axis, along))], Attribute("axis", graph.Chance(2) ? axis : axis - x.Rank));
    }

    private static long[] Replaced(long[] shape, int axis, long dimension)
    {
        long[] replaced = [.. shape];
        replaced[axis] = dimension;
        return replaced;
    }

    private static RandomValue Flatten(RandomModel graph, RandomValue x)
    {
        int axis = graph.Between(0, x.Rank);
        return graph.Node("Flatten", [Count(x.Shape[..axis]), Count(x.Shape[axis..])], [x.Name], Attribute("axis", axis));
    }

    private static long Count(long[] dimensions) => dimensions.Aggregate(1L, (product, dimension) => product * dimension);

    private static RandomValue? Gemm(RandomModel graph, RandomValue x)
    {
        if (x.Rank != 2 || x.Shape[1] > 600 || RandomModel.IsTooLarge(x.Shape[0], 10)) return null;
        bool transposed = graph.Chance(2);
        long inputs = x.Shape[1], outputs = graph.Between(1, 10);
        List<string> operands = [x.Name, graph.Weights(2f / MathF.Sqrt(inputs), transposed ? 0 : 1, transposed ? [outputs, inputs] : [inputs, outputs])];
        if (graph.Chance(2)) operands.Add(graph.Chance(4) ? graph.Constant(1, 1) : graph.Bias(1, outputs, operands[0], operands[1]));
        return graph.Node(
            "Gemm", [x.Shape[0], outputs], [.. operands],
            Attribute("transB", transposed ? 1 : 0), Attribute("alpha", Factor(graph)), Attribute("beta", Factor(graph)));
    }

    private static float Factor(RandomModel graph) => graph.Chance(2) ? 1 : 0.5f + graph.Random.NextSingle();

    private static RandomValue? MatMul(RandomModel graph, RandomValue x)
    {
        long outputs = graph.Between(1, 8);
        if (x.Rank == 0 || x.Shape[^1] > 600 || RandomModel.IsTooLarge([.. x.Shape[..^1], outputs])) return null;
        return graph.Node("MatMul", [.. x.Shape[..^1], outputs], [x.Name, graph.Weights(2f / MathF.Sqrt(x.Shape[^1]), axis: 1, x.Shape[^1], outputs)]);
    }

    private static RandomValue? MatMulOfTwo(RandomModel graph, RandomValue x)
    {
        if (x.Rank < 2 || x.Shape[^1] > 600) return null;
        RandomValue? right = graph.Other(value => value.Rank >= 2 && value.Shape[^2] == x.Shape[^1] && Product(x, value) is { } joint && !RandomModel.IsTooLarge(joint));
        return right is null ? null : graph.Node("MatMul", Product(x, right)!, [x.Name, right.Name]);
    }

    private static long[]? Product(RandomValue left, RandomValue right) =>
        Broadcast(left.Shape[..^2], right.Shape[..^2]) is { } batches ? [.. batches, left.Shape[^2], right.Shape[^1]] : null;

    private static RandomValue? Pad(RandomModel graph, RandomValue x)
    {
        long[] before = [.. x.Shape.Select(_ => (long)(graph.Chance(2) ? graph.Between(0, 2) : 0))], after = [.. x.Shape.Select(_ => (long)(graph.Chance(2) ? graph.Between(0, 2) : 0))];
        long[] shape = [.. x.Shape.Select((dimension, axis) => dimension + before[axis] + after[axis])];
        if (x.Rank == 0 || RandomModel.IsTooLarge(shape)) return null;
        string value = graph.Chance(2) ? "" : graph.Model.Floats([], graph.Random.NextSingle());
        return graph.Node("Pad", shape, [x.Name, graph.Model.Integers([.. before, .. after]), value], Attribute("mode", "constant"));
    }

    private static RandomValue Reshape(RandomModel graph, RandomValue x)
    {
        // Factors of the number of elements, dealt out to the dimensions.
        long[] shape = [.. Enumerable.Repeat(1L, graph.Between(1, 4))];
        long rest = x.Count;
        for (long factor = 2; rest > 1; factor++)
        {
            for (; rest % factor == 0; rest /= factor) shape[graph.Between(0, shape.Length - 1)] *= factor;
        }

        long[] asked = graph.Chance(2) ? Replaced(shape, graph.Between(0, shape.Length - 1), -1) : shape;
        return graph.Node("Reshape", shape, [x.Name, graph.Model.Integers(asked)]);
    }

    private static RandomValue? Squeeze(RandomModel graph, RandomValue x)
    {
        long[] axes = [.. Enumerable.Range(0, x.Rank).Where(axis => x.Shape[axis] == 1 && graph.Chance(2)).Select(axis => (long)axis)];
        if (axes.Length == 0) return null;
        return graph.Node("Squeeze", [.. x.Shape.Where((_, axis) => !axes.Contains(axis))], [x.Name, graph.Model.Integers(axes)]);
    }

    private static RandomValue? Unsqueeze(RandomModel graph, RandomValue x)
    {
        if (x.Rank > 4) return null;
        int axis = graph.Between(0, x.Rank);
        return graph.Node("Unsqueeze", [.. x.Shape[..axis], 1, .. x.Shape[axis..]], [x.Name, graph.Model.Integers(axis)]);
    }

    private static RandomValue Transpose(RandomModel graph, RandomValue x)
    {
        int[] permutation = [.. Enumerable.Range(0, x.Rank).OrderBy(_ => graph.Random.Next())];
        return graph.Node("Transpose", [.. permutation.Select(axis => x.Shape[axis])], [x.Name], Attribute("perm", [.. permutation.Select(axis => (long)axis)]));
    }
}
