using System.Collections.Generic;
using TinyMl.Operators.Classical;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>
/// Decision trees (<see cref="TinyMl.Operators.Classical.Branches"/> has the order of nodes and leaves). Inputs: x [N, F]; inner nodes of each
/// tree, Int32 [T]; of each inner node feature, condition, flags (1 the first child is where it holds, 2 it holds for a missing feature)
/// and size of the first child, Int32 [B, 4]; thresholds [B]; leaves [L, <paramref name="Targets"/>], or [L, 1] where trees have targets;
/// then, where they are said to be there, targets of the trees, Int32 [T]; members of sets; base values. Output [N, <paramref name="Targets"/>].
/// An ensemble without inner nodes has one that no tree has.
/// </summary>
internal sealed record TreeEnsemble(TreeAggregate Aggregate, int Targets, bool HasTreeTargets, bool HasMembers, bool HasBase) : Classical
{
    public override Shape InferShape(IReadOnlyList<Tensor> inputs) => new(inputs[0].Shape[0], Targets);
}
