using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>
/// Transposed 2-D convolution: the transpose of the convolution with <paramref name="Window"/> that leads from the output to the input.
/// Inputs: x [N, H, W, I], weights [O, KH, KW, I / groups], optional bias [O]; output [N, Height, Width, O], whose channel o reads the
/// input channels of group o / (O / groups).
/// </summary>
internal sealed record TransposeConv2D(Window Window, int Height, int Width, ActivationRange Activation) : Operator
{
    public override IntegerForm IntegerForm => IntegerForm.OwnScale;

    public override bool HasInt16Kernel => true;

    public override Shape InferShape(IReadOnlyList<Tensor> inputs) => new(inputs[0].Shape[0], Height, Width, inputs[1].Shape[0]);

    public override long Macs(Node node) => node.Input.Shape.ElementCount / node.Input.Shape[3] * node.Inputs[1].Shape.ElementCount;
}
