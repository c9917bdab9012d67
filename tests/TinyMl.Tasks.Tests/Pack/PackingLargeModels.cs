using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Pack;
using TinyMl.Tasks.Plan;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Pack;

[TestClass]
public sealed class PackingLargeModels
{
    // Calibration packs a model hundreds of times.
    [TestMethod]
    public void TakesLittleMoreMemoryThanTheFile()
    {
        var builder = new GraphBuilder();
        LoweredGraph graph = GraphLowering.Lower(builder.Build(builder.Add(new FullyConnected(ActivationRange.None), builder.Input(1, 1024), GraphBuilder.Random(1, 1024, 1024))));
        MemoryPlan plan = MemoryPlanner.PlanWithoutReuse(graph);
        int length = ModelPacker.Pack(graph, plan).Bytes.Length;

        Assert.IsInRange(1, 1.01, (double)Allocated.By(() => ModelPacker.Pack(graph, plan)) / length);
    }
}
