using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Simplify;

/// <summary>
/// Moves transposes along the graph until they meet their inverse, become part of constant weights, or reach an operator that
/// needs its input's layout, and shares those that are left. A transpose that only moves dimensions of 1 becomes a reshape.
/// </summary>
internal sealed class CancelTransposes : IPass
{
    /// <summary>The most nodes for which it is tried whether stopping transposes before them is cheaper.</summary>
    private const int MostTrials = 64;

    public string Name => "Cancel transposes";

    public (Graph Graph, int Rewrites) Run(Graph graph)
    {
        TransposeCost before = TransposeCost.Of(graph);
        if (before.Count == 0) return (graph, 0);

        // A second walk knows which transposes the rest of the graph will ask for.
        LayoutPropagation best = LayoutPropagation.Run(graph, [], FrozenSet<(string, string)>.Empty);
        IReadOnlySet<(string Base, string Layout)> expected = best.Made;
        LayoutPropagation second = LayoutPropagation.Run(graph, [], expected);
        if (second.Cost < best.Cost) best = second;

        // Behind a fork, moving a transpose may double it; where it does not cancel further on, it had better stop.
        HashSet<Node> stops = [];
        foreach (Node candidate in best.Doubtful.Take(MostTrials).ToArray())
        {
            LayoutPropagation trial = LayoutPropagation.Run(graph, [.. stops, candidate], expected);
            if (trial.Cost >= best.Cost) continue;
            stops.Add(candidate);
            best = trial;
        }

        bool isProgress = best.Cost < before || (best.Cost == before && best.Moves > 0 && !best.HasTurned);
        return isProgress ? (best.Graph, int.Max(1, before.Count - best.Cost.Count)) : (graph, 0);
    }
}
