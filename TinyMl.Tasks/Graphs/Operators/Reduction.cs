using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>An operator that makes one element of all along some axes (not negative, ascending).</summary>
internal abstract record Reduction(ImmutableArray<int> Axes, bool KeepDimensions) : Operator
{
    public override Shape InferShape(IReadOnlyList<Tensor> inputs)
    {
        Shape x = inputs[0].Shape;
        IEnumerable<int> axes = Enumerable.Range(0, x.Rank);
        int[] dimensions = KeepDimensions
            ? [.. axes.Select(axis => Axes.Contains(axis) ? 1 : x[axis])]
            : [.. axes.Where(axis => !Axes.Contains(axis)).Select(axis => x[axis])];
        return new Shape(dimensions);
    }
}
