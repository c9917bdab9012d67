using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>Resizing along one or two axes (ascending) by weighted sums of neighbors: linear, cubic, with or without antialiasing.</summary>
internal sealed record Interpolate(ImmutableArray<AxisWeights> Axes) : Axiswise
{
    public override IntegerForm IntegerForm => Axes.All(axis => axis.HasIntegerForm) ? IntegerForm.InputScale : IntegerForm.None;

    public override bool HasInt16Kernel => false;

    public override Axiswise Permuted(ImmutableArray<int> permutation) =>
        new Interpolate([.. Axes.Select(axis => axis with { Axis = permutation.IndexOf(axis.Axis) }).OrderBy(axis => axis.Axis)]);

    public override Shape InferShape(IReadOnlyList<Tensor> inputs) =>
        Axes.Aggregate(inputs[0].Shape, (shape, axis) => shape.With(axis.Axis, axis.Length));
}
