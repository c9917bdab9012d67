using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Import.Moves;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Tile and Expand: a tensor repeated along its axes, and broadcast to a shape.</summary>
internal static class TileImporter
{
    public static void ImportTile(OnnxNode node)
    {
        node.Expect(2, 2);
        ImmutableArray<int> shape = node.Input(0).Dimensions;
        long[] repeats = node.Integers(1, "repeats")!;
        if (repeats.Length != shape.Length || Array.Exists(repeats, count => count < 0))
            throw node.Damaged($"its repeats [{string.Join(", ", repeats)}] do not go with its input [{string.Join(", ", shape)}]");
        long[] dimensions = [.. repeats.Zip(shape, (count, dimension) => Math.Min(count, int.MaxValue) * dimension)];
        if (node.Input(0).Constant is { } constant)
        {
            node.ReserveList(dimensions);
            node.Output(Selection.Of(node, constant, [.. dimensions.Select((dimension, axis) => Enumerable.Range(0, (int)dimension).Select(k => k % shape[axis]).ToArray())]));
            return;
        }

        if (Array.Exists(repeats, count => count == 0)) throw node.Unsupported("its output has no elements");
        Tensor x = node.Input(0).Activation!;
        node.Shape(dimensions);
        OutputAll(node, x, [.. Tiling.Of(x.Shape, [.. repeats.Select(count => (int)count)])]);
    }

    public static void ImportExpand(OnnxNode node)
    {
        node.Expect(2, 2);
        ImmutableArray<int> shape = node.Input(0).Dimensions;
        long[] asked = node.Integers(1, "shape")!;
        int rank = Math.Max(shape.Length, asked.Length);
        int[] from = [.. Enumerable.Repeat(1, rank - shape.Length), .. shape];
        long[] to = [.. from.Select((dimension, axis) => axis < rank - asked.Length || asked[axis - rank + asked.Length] == 1 ? dimension : asked[axis - rank + asked.Length])];
        if (from.Where((dimension, axis) => dimension != 1 && dimension != to[axis]).Any())
            throw node.Damaged($"its input [{string.Join(", ", shape)}] cannot be broadcast to [{string.Join(", ", asked)}]");

        if (node.Input(0).Constant is { } constant)
        {
            node.ReserveList(to);
            node.Output(Selection.Of(node, constant.Reshaped([.. from]), [.. from.Select((dimension, axis) => dimension == to[axis] ? null : new int[to[axis]])]));
            return;
        }

        if (to.Contains(0)) throw node.Unsupported("its output has no elements");
        OutputAll(node, node.Input(0).Activation!, [new Reshape(new Shape(from)), new Expand(node.Shape(to))]);
    }

    /// <summary>Makes the result of operators that are applied in turn the output of a node.</summary>
    private static void OutputAll(OnnxNode node, Tensor x, IReadOnlyList<Operator> operators)
    {
        foreach (Operator @operator in operators.SkipLast(1)) x = node.Emit(@operator, x);
        if (operators.Count == 0) node.Output(x);
        else node.Output(operators[^1], x);
    }
}
