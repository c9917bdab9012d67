using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>Elements at even distances along each axis: element k is the input's <c>Starts + k * Steps</c>, k below <c>Sizes</c>; steps may be negative.</summary>
internal sealed record Slice(ImmutableArray<int> Starts, ImmutableArray<int> Steps, ImmutableArray<int> Sizes) : Axiswise
{
    public override IntegerForm IntegerForm => IntegerForm.InputScale;

    /// <summary>A part of one axis, and all of the others.</summary>
    public static Slice Along(int axis, int start, int size, Shape shape) => new(
        [.. Enumerable.Range(0, shape.Rank).Select(i => i == axis ? start : 0)],
        [.. Enumerable.Repeat(1, shape.Rank)],
        [.. shape.With(axis, size)]);

    public override Axiswise Permuted(ImmutableArray<int> permutation) =>
        new Slice(Permutation.Then(Starts, permutation), Permutation.Then(Steps, permutation), Permutation.Then(Sizes, permutation));

    public override Shape InferShape(IReadOnlyList<Tensor> inputs) => new(Sizes.AsSpan());
}
