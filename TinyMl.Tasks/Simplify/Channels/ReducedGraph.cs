using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Simplify.Channels;

/// <summary>A graph without channels that do nothing.</summary>
/// <param name="Graph">The graph, the same object where nothing was removed.</param>
/// <param name="Removed">What went from each node.</param>
/// <param name="Parts">The activations that are smaller than in the source, and what they are of it.</param>
internal sealed record ReducedGraph(Graph Graph, ImmutableArray<RemovedChannels> Removed, IReadOnlyDictionary<Tensor, ActivationPart> Parts)
{
    /// <summary>A graph that lost nothing.</summary>
    public static ReducedGraph Unchanged(Graph graph) => new(graph, [], ImmutableDictionary<Tensor, ActivationPart>.Empty);

    /// <summary>What two reductions in turn come to.</summary>
    public ReducedGraph Then(ReducedGraph next)
    {
        var parts = new Dictionary<Tensor, ActivationPart>(Parts);
        foreach ((Tensor tensor, ActivationPart part) in next.Parts)
        {
            parts[tensor] = Parts.TryGetValue(part.Whole, out ActivationPart? first)
                ? first with { Channels = [.. part.Channels.Select(channel => first.Channels[channel])] }
                : part;
        }

        return new ReducedGraph(next.Graph, RemovedChannels.Then(Removed, next.Removed), parts);
    }
}
