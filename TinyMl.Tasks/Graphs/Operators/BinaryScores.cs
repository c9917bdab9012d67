using System.Collections.Generic;
using System.Collections.Immutable;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The scores [N, 2] of two classes from raw ones, [N, 1] or [N, 2].</summary>
/// <param name="Bases">None to two base values (<see cref="TinyMl.Operators.Classical.BinaryRule"/>).</param>
/// <param name="Single">What becomes of one score s: 0 (1 - s, s), 1 (-s, s), 2 the logistic of (-s, s), 3 (s, 0).</param>
/// <param name="Transform">The transform of two scores, as <see cref="ScoreTransform"/> has it; 0 for none.</param>
internal sealed record BinaryScores(ImmutableArray<float> Bases, int Single, int Transform) : Classical
{
    public override Shape InferShape(IReadOnlyList<Tensor> inputs) => new(inputs[0].Shape[0], 2);
}
