using System.Collections.Generic;
using System.Collections.Immutable;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Plan;

/// <summary>Where every tensor of a graph lies in the arena.</summary>
/// <param name="ArenaBytes">The size of the arena.</param>
/// <param name="LowerBound">The most bytes that are alive at one step, or more where that was shown to be impossible: no plan without overlap is smaller.</param>
/// <param name="PeakStep">The operator at which the most bytes are alive.</param>
/// <param name="LiveBytes">The bytes alive at each operator.</param>
/// <param name="Offsets">The offset of each storage.</param>
internal sealed record MemoryPlan(
    int ArenaBytes,
    int LowerBound,
    int PeakStep,
    ImmutableArray<int> LiveBytes,
    IReadOnlyDictionary<Tensor, int> Offsets)
{
    /// <summary>Whether no plan of this order of operators is smaller.</summary>
    public bool IsOptimal => ArenaBytes == LowerBound;
}
