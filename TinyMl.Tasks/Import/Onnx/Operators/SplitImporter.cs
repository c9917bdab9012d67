using System;
using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>
/// Split along an axis, a slice for each output: lengths are an attribute before opset 13 and a constant input from there on; without
/// them all parts are alike, but for the last one from opset 18 on.
/// </summary>
internal static class SplitImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(1, node.Opset < 13 ? 1 : 2, outputs: int.MaxValue);
        ImmutableArray<int> shape = node.Input(0).Dimensions;
        int axis = node.Axis(node.Attributes.Int("axis") ?? 0, shape.Length);
        long? count = node.Opset < 18 ? null : node.Attributes.Int("num_outputs");
        if (count is { } named && named != node.OutputCount) throw node.Damaged($"it has {node.OutputCount} outputs, not {named}");

        long[] lengths = (node.Opset < 13 ? node.Attributes.Ints("split") : node.Integers(1, "split")) ?? Alike(node, shape[axis], count is not null);
        if (lengths.Length != node.OutputCount || Array.Exists(lengths, length => length < 0 || length > shape[axis]) || lengths.Sum() != shape[axis])
            throw node.Damaged($"it splits {shape[axis]} elements into [{string.Join(", ", lengths)}] for {node.OutputCount} outputs");

        node.ReserveList(shape[axis]);
        int start = 0;
        for (int i = 0; i < lengths.Length; i++)
        {
            var places = new int[]?[shape.Length];
            places[axis] = [.. Enumerable.Range(start, (int)lengths[i])];
            if (node.IsUsed(i)) Selection.Output(node, i, places);
            start += (int)lengths[i];
        }
    }

    private static long[] Alike(OnnxNode node, int dimension, bool mayDiffer)
    {
        int parts = node.OutputCount;
        if (dimension % parts != 0 && !mayDiffer) throw node.Damaged($"it splits {dimension} elements into {parts} parts alike");
        int length = (dimension + parts - 1) / parts;
        return [.. Enumerable.Range(0, parts).Select(i => (long)Math.Clamp(dimension - (i * length), 0, length))];
    }
}
