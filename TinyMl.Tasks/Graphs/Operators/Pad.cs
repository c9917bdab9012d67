using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>A constant real value around the tensor: elements before and after, for each axis.</summary>
internal sealed record Pad(ImmutableArray<int> Before, ImmutableArray<int> After, float Value) : Axiswise
{
    public override IntegerForm IntegerForm => IntegerForm.InputScale;

    public override Axiswise Permuted(ImmutableArray<int> permutation) =>
        this with { Before = Permutation.Then(Before, permutation), After = Permutation.Then(After, permutation) };

    public override Shape InferShape(IReadOnlyList<Tensor> inputs) =>
        new([.. inputs[0].Shape.Select((dimension, axis) => dimension + Before[axis] + After[axis])]);
}
