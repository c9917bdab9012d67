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
    public static PackedProgram Of(Graph graph) => Of(graph, PlanningOptions.Default);

    /// <summary>Lowers, plans and packs a graph whose tensors have their final types; its weights can be read in place.</summary>
    public static PackedProgram Of(Graph graph, PlanningOptions options) => Of(WeightPacking.InPlace(GraphLowering.Lower(graph)), options);

    /// <summary>The same with weights that are compressed as far as a budget for the packed file asks for it.</summary>
    public static PackedProgram Within(Graph graph, long flashBudget, PlanningOptions options, CancellationToken cancellation) =>
        Of(WeightPacking.Within(GraphLowering.Lower(graph), flashBudget, lowered => Of(lowered, options).File.Bytes.Length, cancellation), options);

    private static PackedProgram Of(LoweredGraph graph, PlanningOptions options)
    {
        (LoweredGraph lowered, MemoryPlan plan) = GraphPlanner.Plan(graph, options);
        return new PackedProgram(lowered, plan, ModelPacker.Pack(lowered, plan));
    }
}
