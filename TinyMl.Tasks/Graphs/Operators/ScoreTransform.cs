using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>ONNX-ML's transform of the scores [N, E] of each sample, by its number (<see cref="TinyMl.Operators.Classical.ScoreTransformation"/>).</summary>
internal sealed record ScoreTransform(int Transform) : Classical
{
    public override Shape InferShape(IReadOnlyList<Tensor> inputs) => inputs[0].Shape;
}
