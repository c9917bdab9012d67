using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Simplify;

namespace TinyMl.Tasks.Tests.Simplify;

/// <summary>What tests ask of a simplified graph.</summary>
internal static class Simplification
{
    public static Graph Simplified(this Graph graph) => Simplifier.Run(graph, CancellationToken.None).Graph;

    public static ImmutableArray<AppliedPass> Passes(this Graph graph) => Simplifier.Run(graph, CancellationToken.None).Passes;

    /// <summary>The operators' names in order, joined by spaces.</summary>
    public static string Operators(this Graph graph) => string.Join(' ', graph.Nodes.Select(node => node.Operator.Name));
}
