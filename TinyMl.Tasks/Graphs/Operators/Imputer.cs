using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>A feature's own value in the place of a number that stands for "missing". Inputs: x [..., F], values [F] or [1].</summary>
internal sealed record Imputer(float Replaced) : Classical
{
    public override Shape InferShape(IReadOnlyList<Tensor> inputs) => inputs[0].Shape;
}
