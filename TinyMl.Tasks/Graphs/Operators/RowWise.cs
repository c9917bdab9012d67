namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>An operator that keeps the shape and treats each row along the last axis by itself.</summary>
internal abstract record RowWise : Operator
{
    public override Shape InferShape(System.Collections.Generic.IReadOnlyList<Tensor> inputs) => inputs[0].Shape;
}
