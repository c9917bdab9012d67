using System;
using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>An elementwise operator of two tensors, with NumPy's broadcasting and a fused activation.</summary>
internal abstract record Binary(ActivationRange Activation) : Operator
{
    public override IntegerForm IntegerForm => IntegerForm.OwnScale;

    public override Shape InferShape(IReadOnlyList<Tensor> inputs)
    {
        Shape left = inputs[0].Shape, right = inputs[1].Shape;
        int rank = Math.Max(left.Rank, right.Rank);
        int[] dimensions = new int[rank];
        for (int i = 1; i <= rank; i++)
        {
            int a = i <= left.Rank ? left[-i] : 1;
            int b = i <= right.Rank ? right[-i] : 1;
            if (a != b && a != 1 && b != 1) throw new ArgumentException($"{left} and {right} cannot be broadcast.", nameof(inputs));
            dimensions[rank - i] = a == 1 ? b : a;
        }

        return new Shape(dimensions);
    }
}
