using System;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Import.Moves;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Slice: bounds are attributes before opset 10 and constant inputs from there on.</summary>
internal static class SliceImporter
{
    public static void Import(OnnxNode node)
    {
        bool old = node.Opset < 10;
        node.Expect(old ? 1 : 3, old ? 1 : 5);
        ImmutableArray<int> shape = node.Input(0).Dimensions;
        long[] starts = (old ? node.Attributes.Ints("starts") : node.Integers(1, "starts"))
            ?? throw node.Damaged("its starts are missing");
        long[] ends = (old ? node.Attributes.Ints("ends") : node.Integers(2, "ends"))
            ?? throw node.Damaged("its ends are missing");
        int[] axes = (old ? node.Attributes.Ints("axes") : node.Integers(3, "axes")) is { } named
            ? [.. named.Select(axis => node.Axis(axis, shape.Length))]
            : [.. Enumerable.Range(0, starts.Length)];
        long[] steps = (old ? null : node.Integers(4, "steps")) ?? [.. Enumerable.Repeat(1L, starts.Length)];

        int count = starts.Length;
        bool isConsistent = ends.Length == count && axes.Length == count && steps.Length == count
            && !steps.Contains(0) && axes.Distinct().Count() == count && Array.TrueForAll(axes, axis => axis < shape.Length);
        if (!isConsistent) throw node.Damaged($"its bounds do not go with its input [{string.Join(", ", shape)}]");

        var places = new int[]?[shape.Length];
        node.ReserveList(axes.Sum(axis => (long)shape[axis]));
        for (int i = 0; i < count; i++) places[axes[i]] = AxisSelection.Slice(shape[axes[i]], starts[i], ends[i], steps[i]);
        Selection.Output(node, 0, places);
    }
}
