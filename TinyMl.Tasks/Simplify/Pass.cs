using System.Collections.Generic;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Simplify;

/// <summary>A pass whose case names a pattern around one node; this sweeps it over the graph.</summary>
internal abstract class Pass : IPass
{
    /// <inheritdoc />
    public abstract string Name { get; }

    /// <summary>Visits every node once, in order, and drops what is unused afterwards.</summary>
    /// <returns>The graph, the same object where nothing was rewritten, and the number of rewrites.</returns>
    public (Graph Graph, int Rewrites) Run(Graph graph)
    {
        var rewriter = new GraphRewriter(graph);
        foreach (LinkedListNode<Node> place in rewriter.Places())
        {
            // An earlier visit of this sweep may have removed the node, or replaced it in its place.
            if (place.List is not null && TryRewrite(place.Value, rewriter)) rewriter.Rewrites++;
        }

        return rewriter.Rewrites == 0 ? (graph, 0) : (rewriter.ToGraph(), rewriter.Rewrites);
    }

    /// <summary>Rewrites the pattern where <paramref name="node"/> is the last node of it.</summary>
    /// <returns>Whether the graph was changed.</returns>
    protected abstract bool TryRewrite(Node node, GraphRewriter rewriter);
}
