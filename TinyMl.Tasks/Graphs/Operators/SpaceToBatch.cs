using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>
/// Blocks of rows and columns spread over the batch, around them the real value 0. x [N, H, W, C] to [Height * Width * N, (H + Top + Bottom) / Height, (W +
/// Left + Right) / Width, C].
/// </summary>
internal sealed record SpaceToBatch(int Height, int Width, int Top, int Left, int Bottom, int Right) : Operator
{
    public override IntegerForm IntegerForm => IntegerForm.InputScale;

    public override Shape InferShape(IReadOnlyList<Tensor> inputs)
    {
        Shape x = inputs[0].Shape;
        return new Shape(x[0] * Height * Width, (x[1] + Top + Bottom) / Height, (x[2] + Left + Right) / Width, x[3]);
    }
}
