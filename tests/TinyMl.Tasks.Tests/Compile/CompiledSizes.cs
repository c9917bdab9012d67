using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Options;

namespace TinyMl.Tasks.Tests.Compile;

[TestClass]
public sealed class CompiledSizes
{
    [TestMethod]
    [DataRow("kws_int8", 26_800, 5_632)]
    [DataRow("vww_int8", 231_000, 28_672)]
    [DataRow("ic_int8", 80_600, 15_872)]
    [DataRow("ad_int8", 268_800, 768)]
    public void TheReferenceModelsStayWithinTheirBars(string model, int flash, int arena)
    {
        ModelReport report = Compiled.Shared($"{model}.tflite", QuantizationMode.Int8).Report;

        Assert.IsLessThanOrEqualTo(flash, report.Flash.Bytes);
        Assert.IsLessThanOrEqualTo(arena, report.Ram.Arena);
        Assert.AreEqual(report.Layers.Max(layer => layer.LiveBytes), report.Layers.First(layer => layer.Name == report.Ram.PeakLayer).LiveBytes);
        Assert.AreEqual(model != "ad_int8", report.Layers.Any(layer => layer.Stream == 1));
        Assert.AreEqual(report.Flash.Bytes, report.Flash.Weights + report.Flash.Biases + report.Flash.Quantization + report.Flash.Graph);
    }

    [TestMethod]
    [DataRow("None")]
    [DataRow("Float16")]
    [DataRow("Int8")]
    public void TheReportedRuntimeIsWhatLoadingAllocates(string quantization)
    {
        CompiledModel compiled = Compiled.Gestures(Enum.Parse<QuantizationMode>(quantization));

        long allocated = Allocated.ByLoading(compiled.Packed);

        Assert.IsInRange(allocated, allocated * 5 / 4, compiled.Report.Ram.Runtime);
        Assert.AreEqual(compiled.Report.Ram.Arena, TinyModel.Load(compiled.Packed).ArenaBytes);
    }

    [TestMethod]
    public void InvokeAndRunAllocateNothing()
    {
        TinyModel model = TinyModel.Load(Compiled.Gestures(QuantizationMode.Int8).Packed);
        float[] input = new float[3 * 64], output = new float[5];
        model.Run(input, output);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            model.Run(input, output);
            model.Invoke();
        }

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void TheSameInputsGiveTheSameBytes()
    {
        CompiledModel first = Compiled.Gestures(QuantizationMode.Int8);
        CompiledModel second = Compiled.Gestures(QuantizationMode.Int8);

        CollectionAssert.AreEqual(first.Packed, second.Packed);
        CollectionAssert.AreEqual(ReportFile.Write(first.Report), ReportFile.Write(second.Report));
    }
}
