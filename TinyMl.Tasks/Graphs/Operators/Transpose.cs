using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>Axes in another order: axis i of the output is axis <c>Permutation[i]</c> of the input.</summary>
internal sealed record Transpose(ImmutableArray<int> Permutation) : Operator
{
    public override IntegerForm IntegerForm => IntegerForm.InputScale;

    public override Shape InferShape(IReadOnlyList<Tensor> inputs) =>
        new([.. Permutation.Select(axis => inputs[0].Shape[axis])]);
}
