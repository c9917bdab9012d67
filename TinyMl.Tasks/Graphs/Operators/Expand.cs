using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>Dimensions of 1 repeated, as broadcasting does it; the input has the rank of <paramref name="Shape"/>.</summary>
internal sealed record Expand(Shape Shape) : Axiswise
{
    public override IntegerForm IntegerForm => IntegerForm.InputScale;

    public override Axiswise Permuted(ImmutableArray<int> permutation) => new Expand(new Shape([.. permutation.Select(axis => Shape[axis])]));

    public override Shape InferShape(IReadOnlyList<Tensor> inputs) => Shape;
}
