using System.Collections.Generic;
using System.Linq;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>Slices of x at tuples of indices. Inputs: x [B..., A1, ..., AK, I...], indices [B..., J..., K]; output [B..., J..., I...].</summary>
internal sealed record GatherND(int BatchDimensions) : Operator
{
    public override IntegerForm IntegerForm => IntegerForm.InputScale;

    public override Shape InferShape(IReadOnlyList<Tensor> inputs)
    {
        Shape indices = inputs[1].Shape;
        return new Shape([.. indices.SkipLast(1), .. inputs[0].Shape.Skip(BatchDimensions + indices[-1])]);
    }
}
