using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>Elements of the second tensor where the first, of truth values, is true, else of the third; all broadcast.</summary>
internal sealed record Where : Operator
{
    public override IntegerForm IntegerForm => IntegerForm.InputScale;

    public override Shape InferShape(IReadOnlyList<Tensor> inputs) =>
        Shape.Broadcast(inputs[0].Shape, Shape.Broadcast(inputs[1].Shape, inputs[2].Shape));

    public override ElementType InferType(IReadOnlyList<Tensor> inputs) => inputs[1].Type;
}
