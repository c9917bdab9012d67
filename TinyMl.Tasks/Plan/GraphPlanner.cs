using System.Threading;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Plan.Streams;

namespace TinyMl.Tasks.Plan;

/// <summary>Chooses how a graph runs, so that its arena is as small as can be; the results are the same bits in every form.</summary>
internal static class GraphPlanner
{
    /// <summary>The graph in the form that takes the least, with its plan.</summary>
    /// <exception cref="System.OperationCanceledException">The build was canceled.</exception>
    public static PlannedGraph Plan(LoweredGraph graph, PlanningOptions options, CancellationToken cancellation = default)
    {
        PlannedGraph planned = InThisOrder(graph, options, cancellation);
        return OperatorOrder.Improve(graph, cancellation: cancellation) is { } reordered ? planned.OrSmaller(InThisOrder(reordered, options, cancellation)) : planned;
    }

    private static PlannedGraph InThisOrder(LoweredGraph graph, PlanningOptions options, CancellationToken cancellation)
    {
        var planned = new PlannedGraph(graph, MemoryPlanner.Plan(graph, cancellation));
        if (!options.Streaming || StreamCuts.Choose(graph, cancellation) is not { } streamed) return planned;
        return planned.OrSmaller(new PlannedGraph(streamed, MemoryPlanner.Plan(streamed, cancellation)));
    }
}
