using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>Probabilities of classes from the scores of their pairs. Inputs: scores [N, P], a [P], b [P]; output [N, <paramref name="Classes"/>].</summary>
internal sealed record PairProbabilities(int Classes) : Classical
{
    public override Shape InferShape(IReadOnlyList<Tensor> inputs) => new(inputs[0].Shape[0], Classes);
}
