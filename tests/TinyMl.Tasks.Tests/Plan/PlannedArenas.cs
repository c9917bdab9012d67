using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Plan;
using TinyMl.Tasks.Tests.Simplify;

namespace TinyMl.Tasks.Tests.Plan;

/// <summary>The arenas of the reference models: what is known to be the least of whole rows.</summary>
[TestClass]
public sealed class PlannedArenas
{
    [TestMethod]
    [DataRow("kws_int8", 8_640, 5_166)]
    [DataRow("vww_int8", 37_248, 28_032)]
    [DataRow("ic_int8", 33_792, 13_248)]
    [DataRow("ad_int8", 768, 768)]
    public void OfReferenceModels(string name, int whole, int streamed)
    {
        LoweredGraph graph = GraphLowering.Lower(SharedModel.Import($"{name}.tflite").Simplified());

        Assert.AreEqual(whole, GraphPlanner.Plan(graph, PlanningOptions.Default with { Streaming = false }).Plan.ArenaBytes);
        Assert.AreEqual(streamed, GraphPlanner.Plan(graph, PlanningOptions.Default).Plan.ArenaBytes);
    }
}
