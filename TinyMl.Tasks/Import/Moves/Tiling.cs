using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Moves;

/// <summary>Repeating a tensor along its axes, as reshapes around the broadcasting of an axis of 1 before each repeated one.</summary>
internal static class Tiling
{
    private const int MostDimensions = 6;

    /// <summary>The operators, each applied to the output of the one before; none where nothing is repeated.</summary>
    public static IEnumerable<Operator> Of(Shape shape, IReadOnlyList<int> repeats)
    {
        int[] repeated = [.. Enumerable.Range(0, shape.Rank).Where(axis => repeats[axis] > 1)];
        if (repeated.Length == 0) return [];
        if (2 * repeated.Length < MostDimensions || (2 * repeated.Length == MostDimensions && repeated[0] == 0)) return At(shape, repeats);

        // Too many axes at once for the packed format: one after the other.
        var steps = new List<Operator>();
        foreach (int axis in repeated)
        {
            int[] one = [.. repeats.Select((count, i) => i == axis ? count : 1)];
            steps.AddRange(At(shape, one));
            shape = shape.With(axis, shape[axis] * repeats[axis]);
        }

        return steps;
    }

    private static IEnumerable<Operator> At(Shape shape, IReadOnlyList<int> repeats)
    {
        // Axes that are not repeated are one with what stands before them.
        var from = new List<int>();
        var to = new List<int>();
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (repeats[axis] > 1)
            {
                from.AddRange([1, shape[axis]]);
                to.AddRange([repeats[axis], shape[axis]]);
            }
            else if (from.Count == 0)
            {
                from.Add(shape[axis]);
                to.Add(shape[axis]);
            }
            else
            {
                from[^1] *= shape[axis];
                to[^1] *= shape[axis];
            }
        }

        yield return new Reshape(new Shape([.. from]));
        yield return new Expand(new Shape([.. to]));
        yield return new Reshape(new Shape([.. shape.Select((dimension, axis) => dimension * repeats[axis])]));
    }
}
