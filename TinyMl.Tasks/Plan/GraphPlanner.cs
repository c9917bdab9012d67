using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Plan;

/// <summary>Chooses how a graph runs, so that its arena is as small as can be; the results are the same bits in every form.</summary>
internal static class GraphPlanner
{
    /// <summary>The graph in the form that takes the least, with its plan.</summary>
    public static PlannedGraph Plan(LoweredGraph graph, PlanningOptions options)
    {
        var planned = new PlannedGraph(graph, MemoryPlanner.Plan(graph));
        if (OperatorOrder.Improve(graph) is { } reordered) planned = planned.OrSmaller(new PlannedGraph(reordered, MemoryPlanner.Plan(reordered)));
        return planned;
    }
}
