using System;
using System.Collections.Generic;
using System.Linq;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>
/// Products of matrices, either side a constant or not. Inputs: left [..., M, K], right [..., K, N], or [..., N, K] where it is
/// transposed; on integers an optional bias [N]. Output [..., M, N]; the dimensions before the last two broadcast as in NumPy.
/// </summary>
internal sealed record MatMul(bool IsRightTransposed, ActivationRange Activation) : Operator
{
    public override IntegerForm IntegerForm => IntegerForm.OwnScale;

    public override Shape InferShape(IReadOnlyList<Tensor> inputs)
    {
        Shape left = inputs[0].Shape, right = inputs[1].Shape;
        if (left.Rank < 2 || right.Rank < 2 || left[-1] != right[IsRightTransposed ? -1 : -2])
        {
            throw new ArgumentException($"{left} and {right} cannot be multiplied.", nameof(inputs));
        }

        return new Shape([.. Shape.Broadcast(Batches(left), Batches(right)), left[-2], right[IsRightTransposed ? -2 : -1]]);
    }

    public override long Macs(Node node) => node.Output.Shape.ElementCount * node.Input.Shape[-1];

    private static Shape Batches(Shape shape) => new([.. shape.SkipLast(2)]);
}
