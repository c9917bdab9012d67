using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>(x - offset) * scale. Inputs: x [..., F], offset and scale, each [F] or [1].</summary>
internal sealed record Scaler : Classical
{
    public override Shape InferShape(IReadOnlyList<Tensor> inputs) => inputs[0].Shape;
}
