using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Simplify.Channels;

/// <summary>
/// Removes channels that do nothing: those that hold one value whatever the inputs are, whose share in sums becomes part of biases, and those
/// that nobody reads. Integer graphs keep every bit of their outputs, float graphs keep them to rounding.
/// </summary>
internal static class DeadChannels
{
    /// <summary>What the pass does, for the report.</summary>
    private const string Name = "Remove dead channels";

    /// <summary>The passes that a graph went through, with the channels that are gone as another one.</summary>
    public static ImmutableArray<AppliedPass> Count(ImmutableArray<AppliedPass> passes, ImmutableArray<RemovedChannels> removed)
    {
        int count = removed.Sum(channels => channels.Outputs) + passes.Where(pass => pass.Name == Name).Sum(pass => pass.Rewrites);
        return count == 0 ? passes : [.. passes.Where(pass => pass.Name != Name), new AppliedPass(Name, count)];
    }

    /// <summary>Removes them until no more are found.</summary>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static ReducedGraph Remove(Graph graph, CancellationToken cancellation)
    {
        ReducedGraph result = ReducedGraph.Unchanged(graph);
        while (true)
        {
            var flows = new ChannelFlows(result.Graph);
            ConstantChannels constants = ConstantChannels.Of(flows, cancellation);
            (Graph replaced, int count) = ConstantActivations.Replace(flows, constants);
            if (count > 0)
            {
                result = result with { Graph = replaced };
                continue;
            }

            ReducedGraph step = ChannelRemoval.Run(flows, constants, cancellation);
            if (step.Graph == result.Graph) return result;
            result = result.Then(step);
        }
    }
}
