using System;
using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Slice of a constant: bounds are attributes before opset 10 and constant inputs from there on.</summary>
internal static class SliceImporter
{
    public static void Import(OnnxNode node)
    {
        bool old = node.Opset < 10;
        node.Expect(old ? 1 : 3, old ? 1 : 5);
        OnnxConstant data = node.Constant(0, "data");
        ImmutableArray<int> shape = data.Dimensions;
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

        int[][] positions = [.. shape.Select(dimension => Enumerable.Range(0, dimension).ToArray())];
        for (int i = 0; i < axes.Length; i++) positions[axes[i]] = Positions(shape[axes[i]], starts[i], ends[i], steps[i]);

        node.Reserve(data.Count);
        int[] sources = [0];
        for (int axis = 0; axis < shape.Length; axis++)
            sources = [.. from source in sources from position in positions[axis] select (source * shape[axis]) + position];
        node.Output(data.Select([.. positions.Select(along => along.Length)], sources));
    }

    /// <summary>The positions that Python's slice gives: bounds may count from the end and lie outside.</summary>
    private static int[] Positions(int dimension, long start, long end, long step)
    {
        long least = step > 0 ? 0 : -1, most = step > 0 ? dimension : dimension - 1;
        long first = Math.Clamp(start < 0 ? start + dimension : start, least, most);
        long last = Math.Clamp(end < 0 ? Math.Max(end, long.MinValue + dimension) + dimension : end, least, most);
        long distance = step > 0 ? last - first : first - last;
        decimal stride = Math.Abs((decimal)step);
        int count = distance <= 0 ? 0 : (int)Math.Ceiling(distance / stride);
        return [.. Enumerable.Range(0, count).Select(i => (int)(first + (i * step)))];
    }
}
