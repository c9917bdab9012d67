using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>An operation on two tensors of truth values, broadcast.</summary>
internal sealed record Logical(LogicalOperation Operation) : Operator
{
    public override string Name => Operation.ToString();

    public override Shape InferShape(IReadOnlyList<Tensor> inputs) => Shape.Broadcast(inputs[0].Shape, inputs[1].Shape);
}
