using System.Threading;
using TinyMl.Tasks.Budget;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Pack;
using TinyMl.Tasks.Plan;

namespace TinyMl.Tasks;

/// <summary>The last rooms' results: a graph in kernels, its memory plan and its packed file.</summary>
internal sealed record PackedProgram(LoweredGraph Lowered, MemoryPlan Plan, PackedModelFile File)
{
    /// <summary>What loading allocates beside the arena.</summary>
    public int RuntimeBytes => RuntimeMemory.Of(Lowered, File);

    public Footprint Footprint => new(File.Bytes.Length, Plan.ArenaBytes + RuntimeBytes);

    /// <summary>Lowers, plans and packs a graph whose tensors have their final types.</summary>
    /// <exception cref="System.OperationCanceledException">The build was canceled.</exception>
    public static PackedProgram Of(Graph graph, CancellationToken cancellation = default) => Of(graph, PlanningOptions.Default, cancellation);

    /// <summary>Lowers, plans and packs a graph whose tensors have their final types; its weights can be read in place.</summary>
    /// <exception cref="System.OperationCanceledException">The build was canceled.</exception>
    public static PackedProgram Of(Graph graph, PlanningOptions options, CancellationToken cancellation = default) =>
        Of(WeightPacking.InPlace(GraphLowering.Lower(graph), cancellation), options, cancellation);

    /// <summary>The same with weights that are compressed as far as a budget for the packed file asks for it.</summary>
    /// <exception cref="System.OperationCanceledException">The build was canceled.</exception>
    public static PackedProgram Within(Graph graph, long flashBudget, PlanningOptions options, CancellationToken cancellation) =>
        Of(WeightPacking.Within(GraphLowering.Lower(graph), flashBudget, lowered => Of(lowered, options, cancellation).File.Bytes.Length, cancellation), options, cancellation);

    private static PackedProgram Of(LoweredGraph graph, PlanningOptions options, CancellationToken cancellation)
    {
        (LoweredGraph lowered, MemoryPlan plan) = GraphPlanner.Plan(graph, options, cancellation);
        return new PackedProgram(lowered, plan, ModelPacker.Pack(lowered, plan));
    }
}
