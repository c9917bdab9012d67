using System.Collections.Generic;
using System.Linq;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>Tensors side by side along an axis (not negative).</summary>
internal sealed record Concat(int Axis) : Operator
{
    public override IntegerForm IntegerForm => IntegerForm.InputScale;

    public override Shape InferShape(IReadOnlyList<Tensor> inputs) =>
        inputs[0].Shape.With(Axis, inputs.Sum(input => input.Shape[Axis]));
}
