using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>
/// 2-D convolution. Inputs: x [N, H, W, I], weights [O, KH, KW, I / groups], optional bias [O]; output [N, OH, OW, O], whose channel o
/// reads the input channels of group o / (O / groups).
/// </summary>
internal sealed record Conv2D(Window Window, ActivationRange Activation) : Operator
{
    public override IntegerForm IntegerForm => IntegerForm.OwnScale;

    public override bool HasInt16Kernel => true;

    public override Shape InferShape(IReadOnlyList<Tensor> inputs)
    {
        Shape x = inputs[0].Shape, weights = inputs[1].Shape;
        return new Shape(x[0], Window.OutputHeight(x[1], weights[1]), Window.OutputWidth(x[2], weights[2]), weights[0]);
    }

    public override long Macs(Node node) => node.Output.Shape.ElementCount * node.Inputs[1].Shape.ElementCount / node.Inputs[1].Shape[0];
}
