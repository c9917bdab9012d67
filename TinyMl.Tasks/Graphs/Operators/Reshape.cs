using System.Collections.Generic;
using System.Linq;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The same elements in the same order with another shape; takes no time and no memory.</summary>
internal sealed record Reshape(Shape Shape) : Operator
{
    public override IntegerForm IntegerForm => IntegerForm.InputScale;

    /// <summary>Whether it only adds dimensions of 1 to a shape or takes them away, as around a convolution of one spatial dimension.</summary>
    public bool KeepsAxes(Shape x) => x.Where(dimension => dimension != 1).SequenceEqual(Shape.Where(dimension => dimension != 1));

    public override Shape InferShape(IReadOnlyList<Tensor> inputs) => Shape;
}
