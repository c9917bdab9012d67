using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Format;
using TinyMl.Operators;
using TinyMl.Tasks.Budget;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Pack;
using TinyMl.Tasks.Plan;
using TinyMl.Tasks.Tests.Graphs;
using TinyMl.Tasks.Tests.Pack;

namespace TinyMl.Tasks.Tests.Budget;

[TestClass]
public sealed class CountingRuntimeMemory
{
    [TestMethod]
    public void TheFormulaIsAtLeastWhatLoadAllocatesAndAtMostAQuarterMore()
    {
        foreach (Graph graph in new[] { PackedSamples.Tiny(), PackedSamples.Float(), PackedSamples.Int8(), Int16Samples.All(), RecurrentSamples.All(), ClassicalSamples.All() }) AssertBounds(graph);
    }

    [TestMethod]
    public void TheFormulaHoldsForStates() => AssertBounds(StateSamples.Mixed());

    [TestMethod]
    [DataRow("kws_int8")]
    [DataRow("ad_int8")]
    [DataRow("vww_int8")]
    [DataRow("ic_int8")]
    [DataRow("vww_float")]
    public void TheFormulaHoldsForRealModels(string name) => AssertBounds(SharedModel.Import($"{name}.tflite"));

    [TestMethod]
    public void ThePageHasTheFormulasNumbers()
    {
        string page = File.ReadAllText(RepositoryFiles.Find("docs", "memory.md"));
        string rows = string.Concat(KernelSet.All.Kernels
            .GroupBy(kernel => (kernel.InstanceBytes, kernel.BytesPerInput, kernel.BytesPerAttribute))
            .OrderBy(group => group.Key)
            .Select(group => $"| {string.Join(", ", group.OrderBy(kernel => kernel.Code).Select(kernel => kernel.Code))} | {Bytes(group.Key)} |\n"));

        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"array(tensors, {Unsafe.SizeOf<TensorRecord>()})"), page);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"array(count, {Unsafe.SizeOf<TensorBuffer>()})"), page);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"array(states, {Unsafe.SizeOf<StateRecord>()})"), page);
        Assert.Contains($"|---|--:|\n{rows}\n", page, $"The page should have the rows:\n{rows}");
    }

    private static string Bytes((int Instance, int PerInput, int PerAttribute) bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes.Instance}")
        + (bytes.PerInput > 0 ? string.Create(CultureInfo.InvariantCulture, $" + {bytes.PerInput} for each input") : "")
        + (bytes.PerAttribute > 0 ? string.Create(CultureInfo.InvariantCulture, $" + {bytes.PerAttribute} for each attribute") : "");

    private static void AssertBounds(Graph graph)
    {
        (LoweredGraph lowered, MemoryPlan plan) = GraphPlanner.Plan(GraphLowering.Lower(graph), PlanningOptions.Default);
        PackedModelFile packed = ModelPacker.Pack(lowered, plan);

        long allocated = Allocated.ByLoading(packed.Bytes);

        Assert.IsInRange(allocated, allocated * 5 / 4, RuntimeMemory.Of(lowered, packed), graph.Name);
    }
}
