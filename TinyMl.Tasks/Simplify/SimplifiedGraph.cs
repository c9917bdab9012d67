using System.Collections.Immutable;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Simplify;

/// <summary>A graph that computes what its source does with less.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Passes">The passes that had something to do, in the order of the rounds.</param>
/// <param name="Removed">The channels that were dead or constant and are gone.</param>
internal sealed record SimplifiedGraph(Graph Graph, ImmutableArray<AppliedPass> Passes, ImmutableArray<RemovedChannels> Removed);
