using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Pack;
using TinyMl.Tasks.Plan;

namespace TinyMl.Tasks.Tests.Lower;

/// <summary>The last stages in one go: a graph lowered, planned, packed and loaded.</summary>
internal static class PackedGraph
{
    public static byte[] Pack(Graph graph)
    {
        LoweredGraph lowered = GraphLowering.Lower(graph);
        return ModelPacker.Pack(lowered, MemoryPlanner.Plan(lowered)).Bytes;
    }

    public static TinyModel Load(Graph graph) => TinyModel.Load(Pack(graph));
}
