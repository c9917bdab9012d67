using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Moves;

/// <summary>Operators that take elements at given places along each axis.</summary>
internal static class AxisSelection
{
    /// <summary>The operator: a slice where the places lie at even distances, else a selection.</summary>
    /// <param name="kind">What the source model calls it.</param>
    /// <param name="shape">The shape of the tensor.</param>
    /// <param name="places">The places along each axis, at least one and each within the axis; null for all.</param>
    public static Operator Of(string kind, Shape shape, IReadOnlyList<int[]?> places)
    {
        var starts = new int[shape.Rank];
        var steps = new int[shape.Rank];
        var sizes = new int[shape.Rank];
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (places[axis] is not { } along)
            {
                (starts[axis], steps[axis], sizes[axis]) = (0, 1, shape[axis]);
                continue;
            }

            int step = along.Length > 1 ? along[1] - along[0] : 1;
            if (step == 0 || along.Where((place, k) => place != along[0] + (k * step)).Any())
                return new Select(kind, [.. places.Select(list => list is null ? [] : ImmutableArray.Create(list))]);
            (starts[axis], steps[axis], sizes[axis]) = (along[0], step, along.Length);
        }

        return new Slice([.. starts], [.. steps], [.. sizes]);
    }

    /// <summary>The index of each selected element in a tensor of the given dimensions, which may be 0.</summary>
    public static int[] Sources(IReadOnlyList<int> dimensions, IReadOnlyList<int[]?> places)
    {
        int[] sources = [0];
        for (int axis = 0; axis < dimensions.Count; axis++)
        {
            int dimension = dimensions[axis];
            int[] along = places[axis] ?? [.. Enumerable.Range(0, dimension)];
            sources = [.. from source in sources from place in along select (source * dimension) + place];
        }

        return sources;
    }

    /// <summary>
    /// The places that Python's slice gives: bounds may count from the end and lie outside (ONNX Slice, TensorFlow strided_slice).
    /// </summary>
    /// <param name="dimension">The length of the axis.</param>
    /// <param name="start">The first place; null for the end at which the step starts.</param>
    /// <param name="end">The place behind the last; null for all that follow.</param>
    /// <param name="step">The distance between two places, not 0.</param>
    public static int[] Slice(int dimension, long? start, long? end, long step)
    {
        long least = step > 0 ? 0 : -1, most = step > 0 ? dimension : dimension - 1;
        long first = start is { } from ? Bound(from) : step > 0 ? least : most, last = end is { } to ? Bound(to) : step > 0 ? most : least;
        long distance = step > 0 ? last - first : first - last;
        int count = distance <= 0 ? 0 : (int)Math.Ceiling(distance / Math.Abs((decimal)step));
        return [.. Enumerable.Range(0, count).Select(i => (int)(first + (i * step)))];

        long Bound(long bound) => Math.Clamp(bound < 0 ? Math.Max(bound, long.MinValue + dimension) + dimension : bound, least, most);
    }
}
