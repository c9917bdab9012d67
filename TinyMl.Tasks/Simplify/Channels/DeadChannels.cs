using System;
using System.Collections.Generic;
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
    public const string Name = "Remove dead channels";

    /// <summary>Removes them until no more are found.</summary>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static ReducedGraph Remove(Graph graph, CancellationToken cancellation)
    {
        var result = new ReducedGraph(graph, [], ImmutableDictionary<Tensor, ActivationPart>.Empty);
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
