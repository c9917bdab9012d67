using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Simplify;

/// <summary>
/// A rewrite of a graph into one that computes the same with less. Rewrites of integer nodes keep every bit of the outputs,
/// rewrites of float nodes keep them to rounding.
/// </summary>
internal interface IPass
{
    /// <summary>What the pass does, for the report.</summary>
    string Name { get; }

    /// <summary>Rewrites a graph.</summary>
    /// <returns>The graph, the same object where nothing was rewritten, and the number of rewrites.</returns>
    (Graph Graph, int Rewrites) Run(Graph graph);
}
