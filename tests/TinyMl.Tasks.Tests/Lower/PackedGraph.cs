using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Plan;

namespace TinyMl.Tasks.Tests.Lower;

/// <summary>The last stages in one go: a graph lowered, planned, packed and loaded.</summary>
internal static class PackedGraph
{
    public static byte[] Pack(Graph graph, bool isStreamed = true) => PackedProgram.Of(graph, PlanningOptions.Default with { Streaming = isStreamed }).File.Bytes;

    public static TinyModel Load(Graph graph, bool isStreamed = true) => TinyModel.Load(Pack(graph, isStreamed));
}
