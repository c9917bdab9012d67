using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>
/// One element of x for each index, at its own place but for the axis. Inputs: x, indices of its rank and along the other axes at most as long;
/// output of the shape of the indices.
/// </summary>
internal sealed record GatherElements(int Axis) : Operator
{
    public override IntegerForm IntegerForm => IntegerForm.InputScale;

    public override Shape InferShape(IReadOnlyList<Tensor> inputs) => inputs[1].Shape;
}
