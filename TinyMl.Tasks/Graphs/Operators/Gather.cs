using System.Collections.Generic;
using System.Linq;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>
/// Slices of x along an axis at indices that are known at run time, negative ones counted from the end. Inputs: x [B..., O..., A, I...], indices
/// [B..., J...]; output [B..., O..., J..., I...].
/// </summary>
internal sealed record Gather(int Axis, int BatchDimensions) : Operator
{
    public override IntegerForm IntegerForm => IntegerForm.InputScale;

    public override Shape InferShape(IReadOnlyList<Tensor> inputs)
    {
        Shape x = inputs[0].Shape;
        return new Shape([.. x.Take(Axis), .. inputs[1].Shape.Skip(BatchDimensions), .. x.Skip(Axis + 1)]);
    }
}
