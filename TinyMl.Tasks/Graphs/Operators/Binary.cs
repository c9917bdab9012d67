using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>An elementwise operator of two tensors, with NumPy's broadcasting and a fused activation.</summary>
internal abstract record Binary(ActivationRange Activation) : Operator
{
    public override IntegerForm IntegerForm => IntegerForm.OwnScale;

    /// <summary>Whether it computes with integers that are numbers as they stand, without a scale.</summary>
    public bool ComputesIntegers => this is Add or Sub or Mul or Div or Maximum or Minimum or Mod;

    public override Shape InferShape(IReadOnlyList<Tensor> inputs) => Shape.Broadcast(inputs[0].Shape, inputs[1].Shape);
}
