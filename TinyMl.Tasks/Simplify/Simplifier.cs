using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Simplify.Channels;

namespace TinyMl.Tasks.Simplify;

/// <summary>Runs the passes until none finds anything more to do.</summary>
internal static class Simplifier
{
    /// <summary>
    /// More rounds than any real model needs (they take two to five), so that passes which undid each other's work would still end.
    /// The graph computes the same after every round.
    /// </summary>
    private const int MostRounds = 64;

    /// <summary>The passes in the order of a round.</summary>
    private static readonly ImmutableArray<IPass> Passes =
    [
        new RemoveIdentities(),         // first, so that no other pass has to look through nodes that do nothing
        new FoldConstants(),
        new ReplacePowers(),
        new ClampByConstants(),         // before activations are fused
        new CancelQuantization(),
        new CancelReinterpretations(),
        new MoveReinterpretationsDown(),
        new CancelTransposes(),         // after constants, which are permuted rather than transposed
        new HoistTransposes(),          // brings back to the input what need not have moved, so that Pad and constants meet their layer
        new ComposeReshapes(),
        new MoveReshapesDown(),         // brings activations and constants next to the layer that takes them in
        new FoldBlocksIntoDilation(),   // before padding, which then meets the window
        new FoldPads(),                 // before constants are folded, because a scale passes a padded window but no Pad
        new FoldIntoPrecedingLayer(),   // batch normalization after a layer; exact, so before the layer after gets its turn
        new FoldIntoFollowingLayer(),   // batch normalization before a layer
        new MergeConstantArithmetic(),  // what no layer took in
        new FuseActivations(),          // after constants, because a fused activation keeps these from the layer
        new ComputeInIntegers(),        // last, when layers have taken in what they can
    ];

    /// <summary>
    /// Simplifies a graph. Its inputs and outputs keep their names, order, types and shapes; integer arithmetic keeps every bit. Dead channels
    /// go when the passes find nothing more, because these show which channels are constant; the passes go on with what that leaves.
    /// </summary>
    /// <exception cref="System.OperationCanceledException">The build was canceled.</exception>
    public static SimplifiedGraph Run(Graph graph, CancellationToken cancellation)
    {
        int[] rewrites = new int[Passes.Length];
        ImmutableArray<RemovedChannels> removed = [];
        Graph? whole = null;
        graph = graph.WithoutUnused();
        for (int round = 0; round < MostRounds; round++)
        {
            int done = 0;
            for (int i = 0; i < Passes.Length; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                (graph, int count) = Passes[i].Run(graph);
                rewrites[i] += count;
                done += count;
            }

            if (done > 0) continue;
            ReducedGraph reduced = DeadChannels.Remove(graph, cancellation);
            if (reduced.Graph == graph) break;
            whole ??= graph;
            graph = reduced.Graph;
            removed = RemovedChannels.Then(removed, reduced.Removed);
        }

        // Where float sums are so delicate that another order shows, channels stay.
        if (whole is not null && !ReductionCheck.Passes(whole, graph, cancellation)) (graph, removed) = (whole, []);

        ImmutableArray<AppliedPass> applied = [.. Passes.Zip(rewrites, (pass, count) => new AppliedPass(pass.Name, count)).Where(pass => pass.Rewrites > 0)];
        return new SimplifiedGraph(graph, DeadChannels.Count(applied, removed), removed);
    }
}
