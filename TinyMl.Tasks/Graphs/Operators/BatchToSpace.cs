using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>
/// The batch as blocks of rows and columns, less what is cropped: the inverse of <see cref="SpaceToBatch"/>. x [Height * Width * N, H, W, C] to [N, H * Height -
/// Top - Bottom, W * Width - Left - Right, C].
/// </summary>
internal sealed record BatchToSpace(int Height, int Width, int Top, int Left, int Bottom, int Right) : Operator
{
    public override IntegerForm IntegerForm => IntegerForm.InputScale;

    public override Shape InferShape(IReadOnlyList<Tensor> inputs)
    {
        Shape x = inputs[0].Shape;
        return new Shape(x[0] / (Height * Width), (x[1] * Height) - Top - Bottom, (x[2] * Width) - Left - Right, x[3]);
    }
}
