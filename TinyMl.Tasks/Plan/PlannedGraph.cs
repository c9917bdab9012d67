using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Plan;

/// <summary>A graph in the form in which it takes the least memory, and where its tensors lie.</summary>
internal sealed record PlannedGraph(LoweredGraph Graph, MemoryPlan Plan)
{
    /// <summary>This, or another form of the graph where its arena is smaller.</summary>
    public PlannedGraph OrSmaller(PlannedGraph other) => other.Plan.ArenaBytes < Plan.ArenaBytes ? other : this;
}
