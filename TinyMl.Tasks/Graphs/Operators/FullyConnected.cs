using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>Inner product. Inputs: x [..., I] (any shape of B * I elements), weights [O, I], optional bias [O]; output [B, O].</summary>
internal sealed record FullyConnected(ActivationRange Activation) : Operator
{
    public override IntegerForm IntegerForm => IntegerForm.OwnScale;

    public override bool HasInt16Kernel => true;

    public override Shape InferShape(IReadOnlyList<Tensor> inputs)
    {
        Shape weights = inputs[1].Shape;
        return new Shape(checked((int)(inputs[0].Shape.ElementCount / weights[1])), weights[0]);
    }

    public override long Macs(Node node) => node.Output.Shape.ElementCount * node.Inputs[1].Shape[1];
}
