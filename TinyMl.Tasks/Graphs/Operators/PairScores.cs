using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>
/// The scores of each two of C classes. Inputs: kernel values [N, V], coefficients [C - 1, V], offsets [P], vectors of each class Int32 [C];
/// output [N, P] with P = C (C - 1) / 2.
/// </summary>
internal sealed record PairScores : Classical
{
    public override Shape InferShape(IReadOnlyList<Tensor> inputs) => new(inputs[0].Shape[0], inputs[2].Shape[0]);
}
