using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>An elementwise operator of two tensors, with NumPy's broadcasting and a fused activation.</summary>
internal abstract record Binary(ActivationRange Activation) : Operator
{
    public override IntegerForm IntegerForm => IntegerForm.OwnScale;

    public override Shape InferShape(IReadOnlyList<Tensor> inputs) => Shape.Broadcast(inputs[0].Shape, inputs[1].Shape);
}
