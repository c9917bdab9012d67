using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>
/// The value of each element in a table. Inputs: x, Float32 or Int64; keys [K] of the same type; values [K + 1], Float32 or Int64, the
/// last for what is no key.
/// </summary>
internal sealed record LabelMap : Classical
{
    public override Shape InferShape(IReadOnlyList<Tensor> inputs) => inputs[0].Shape;

    public override ElementType InferType(IReadOnlyList<Tensor> inputs) => inputs[2].Type;
}
