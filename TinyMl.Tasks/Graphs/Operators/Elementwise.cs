using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>An operator that maps each element by itself and keeps the shape.</summary>
internal abstract record Elementwise : Operator
{
    public override Shape InferShape(IReadOnlyList<Tensor> inputs) => inputs[0].Shape;
}
