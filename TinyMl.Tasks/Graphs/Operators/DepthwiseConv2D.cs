using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>
/// Depthwise convolution; output channel c reads input channel c / (O / I). Inputs: x [N, H, W, I], weights [1, KH, KW, O],
/// optional bias [O]; output [N, OH, OW, O], O a multiple of I.
/// </summary>
internal sealed record DepthwiseConv2D(Window Window, ActivationRange Activation) : Operator
{
    public override IntegerForm IntegerForm => IntegerForm.OwnScale;

    public override bool HasInt16Kernel => true;

    public override Shape InferShape(IReadOnlyList<Tensor> inputs)
    {
        Shape x = inputs[0].Shape, weights = inputs[1].Shape;
        return new Shape(x[0], Window.OutputHeight(x[1], weights[1]), Window.OutputWidth(x[2], weights[2]), weights[3]);
    }

    public override long Macs(Node node) => node.Output.Shape.ElementCount * node.Inputs[1].Shape[1] * node.Inputs[1].Shape[2];
}
