using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>Average over a window; padding counts only where <paramref name="CountPadding"/> says so. x [N, H, W, C] to [N, OH, OW, C].</summary>
internal sealed record AveragePool2D(int Height, int Width, Window Window, bool CountPadding, ActivationRange Activation) : Operator
{
    public override IntegerForm IntegerForm => IntegerForm.InputScale;

    public override Shape InferShape(IReadOnlyList<Tensor> inputs)
    {
        Shape x = inputs[0].Shape;
        return new Shape(x[0], Window.OutputHeight(x[1], Height), Window.OutputWidth(x[2], Width), x[3]);
    }
}
