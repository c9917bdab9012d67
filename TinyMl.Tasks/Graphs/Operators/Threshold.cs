using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary><paramref name="Above"/> where an element exceeds <paramref name="Limit"/>, else <paramref name="Elsewhere"/>.</summary>
internal sealed record Threshold(float Limit, float Above, float Elsewhere) : Classical
{
    public override Shape InferShape(IReadOnlyList<Tensor> inputs) => inputs[0].Shape;
}
