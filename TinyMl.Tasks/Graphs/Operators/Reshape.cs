using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The same elements in the same order with another shape; takes no time and no memory.</summary>
internal sealed record Reshape(Shape Shape) : Operator
{
    public override IntegerForm IntegerForm => IntegerForm.InputScale;

    public override Shape InferShape(IReadOnlyList<Tensor> inputs) => Shape;
}
