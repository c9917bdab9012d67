using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Plan.Streams;

namespace TinyMl.Tasks.Plan;

/// <summary>Chooses how a graph runs, so that its arena is as small as can be; the results are the same bits in every form.</summary>
internal static class GraphPlanner
{
    /// <summary>The graph in the form that takes the least, with its plan.</summary>
    public static PlannedGraph Plan(LoweredGraph graph, PlanningOptions options)
    {
        PlannedGraph planned = InThisOrder(graph, options);
        return OperatorOrder.Improve(graph) is { } reordered ? planned.OrSmaller(InThisOrder(reordered, options)) : planned;
    }

    private static PlannedGraph InThisOrder(LoweredGraph graph, PlanningOptions options)
    {
        var planned = new PlannedGraph(graph, MemoryPlanner.Plan(graph));
        if (!options.Streaming || StreamCuts.Choose(graph) is not { } streamed) return planned;
        return planned.OrSmaller(new PlannedGraph(streamed, MemoryPlanner.Plan(streamed)));
    }
}
