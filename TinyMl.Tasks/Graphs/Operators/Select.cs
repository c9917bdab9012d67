using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>
/// Elements at listed places: along axis i, element k is the input's <c>Indices[i][k]</c>; an empty list takes the whole axis. Gathering
/// by constants, resizing to the nearest, and padding with the tensor's own elements are this.
/// </summary>
/// <param name="Kind">What the source model calls it, for reports.</param>
/// <param name="Indices">A list for each axis.</param>
internal sealed record Select(string Kind, ImmutableArray<ImmutableArray<int>> Indices) : Axiswise
{
    public override string Name => Kind;

    public override IntegerForm IntegerForm => IntegerForm.InputScale;

    public override Axiswise Permuted(ImmutableArray<int> permutation) => this with { Indices = [.. permutation.Select(axis => Indices[axis])] };

    public override Shape InferShape(IReadOnlyList<Tensor> inputs) =>
        new([.. inputs[0].Shape.Select((dimension, axis) => Indices[axis].IsEmpty ? dimension : Indices[axis].Length)]);
}
