using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>Whether a relation holds between the elements of two tensors of one type, broadcast.</summary>
internal sealed record Compare(Comparison Relation) : Operator
{
    public override string Name => Relation.ToString();

    public override Shape InferShape(IReadOnlyList<Tensor> inputs) => Shape.Broadcast(inputs[0].Shape, inputs[1].Shape);

    public override ElementType InferType(IReadOnlyList<Tensor> inputs) => ElementType.Bool;
}
