using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Plan;

/// <summary>A graph in the form in which it takes the least memory, and where its tensors lie.</summary>
internal sealed record PlannedGraph(LoweredGraph Graph, MemoryPlan Plan);
