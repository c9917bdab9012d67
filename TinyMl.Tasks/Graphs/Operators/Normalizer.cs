using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>Each sample [..., F] divided by its norm.</summary>
/// <param name="Norm">0 the largest element, 1 the sum of magnitudes, 2 the Euclidean norm.</param>
internal sealed record Normalizer(int Norm) : Classical
{
    public override Shape InferShape(IReadOnlyList<Tensor> inputs) => inputs[0].Shape;
}
