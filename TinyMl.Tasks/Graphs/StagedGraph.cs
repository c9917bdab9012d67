using System.Collections.Immutable;

namespace TinyMl.Tasks.Graphs;

/// <summary>What a build stage leaves for the next one.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Passes">The simplifications that led to it.</param>
/// <param name="ExternalFiles">Files beside the model that it was read from, inputs of the build like the model.</param>
internal sealed record StagedGraph(Graph Graph, ImmutableArray<AppliedPass> Passes, ImmutableArray<string> ExternalFiles)
{
    /// <summary>The channels that were dead or constant in the model and are gone.</summary>
    public ImmutableArray<RemovedChannels> Removed { get; init; } = [];
}
