using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The mean over axes (not negative, ascending).</summary>
internal sealed record Mean(ImmutableArray<int> Axes, bool KeepDimensions) : Operator
{
    public override IntegerForm IntegerForm => IntegerForm.OwnScale;

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
