using System.Collections.Generic;
using System.Collections.Immutable;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Plan;

/// <summary>Where every tensor of a graph lies in the arena.</summary>
/// <param name="ArenaBytes">The size of the arena.</param>
/// <param name="LowerBound">The most bytes that one operator needs, or more where that was shown to be impossible: no plan for these operators in this order is smaller.</param>
/// <param name="PeakStep">The operator that needs the most bytes; -1 where there is none.</param>
/// <param name="LiveBytes">
/// The bytes that each operator needs: of all tensors that are alive while it runs, less what its output can share with inputs that nobody
/// reads afterwards.
/// </param>
/// <param name="Offsets">The offset of each storage.</param>
internal sealed record MemoryPlan(
    int ArenaBytes,
    int LowerBound,
    int PeakStep,
    ImmutableArray<int> LiveBytes,
    IReadOnlyDictionary<Tensor, int> Offsets)
{
    /// <summary>The operators with a window that compute the last row of their output first, since it lies over the end of their input.</summary>
    public ImmutableHashSet<LoweredOperator> Upward { get; init; } = [];

    /// <summary>Whether no plan of this order of operators is smaller.</summary>
    public bool IsOptimal => ArenaBytes == LowerBound;
}
