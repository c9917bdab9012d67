using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Budget;
using TinyMl.Tasks.Emit;
using static TinyMl.Tasks.Tests.Budget.BudgetSamples;

namespace TinyMl.Tasks.Tests.Budget;

[TestClass]
public sealed class EstimatingCosts
{
    [TestMethod]
    public void AddsUpTheLayersByTheirKinds()
    {
        ModelReport report = CostModel.Estimate(Model(Multiplying("Conv2D"), Multiplying("DepthwiseConv2D"), Multiplying("FullyConnected"), Multiplying("Add") with { Macs = 0 }), Board("Cortex-M4F"));

        CollectionAssert.AreEqual(new long?[] { 1_730_000, 11_630_000, 2_650_000, 0 }, report.Layers.Select(layer => layer.Cycles).ToArray());
        Assert.AreEqual(16_010_000, report.Estimate!.Cycles);
        Assert.AreEqual(160.1, report.Estimate.Milliseconds);
        Assert.AreEqual(1.601, report.Estimate.Millijoules);
        StringAssert.StartsWith(report.Estimate.Source, "estimate for optimized C kernels on a Cortex-M4 of 100 MHz, from ", System.StringComparison.Ordinal);
    }

    [TestMethod]
    public void SaysNothingOfEnergyWithoutAPower() => Assert.IsNull(CostModel.Estimate(Model(Multiplying("Conv2D")), Board("Cortex-M4F") with { ActivePowerMilliwatts = null }).Estimate!.Millijoules);

    [TestMethod]
    public void SaysNothingWithoutADevice() => AssertNothing(Model(Multiplying("Conv2D")), null);

    [TestMethod]
    public void SaysNothingOfACoreThatNobodyMeasured() => AssertNothing(Model(Multiplying("Conv2D")), Board("Cortex-M3"));

    [TestMethod]
    public void SaysNothingWithoutAClock() => AssertNothing(Model(Multiplying("Conv2D")), Board("Cortex-M4F") with { ClockMHz = null });

    [TestMethod]
    public void SaysNothingWhereALayerMultipliesFloats() => AssertNothing(Model(Multiplying("Conv2D"), Multiplying("FullyConnected") with { Type = "Float32" }), Board("Cortex-M4F"));

    [TestMethod]
    public void CountsFloatsThatAreNotMultiplied() => Assert.IsNotNull(CostModel.Estimate(Model(Multiplying("Conv2D"), Multiplying("Quantize") with { Macs = 0, Type = "Float32" }), Board("Cortex-M4F")).Estimate);

    [TestMethod]
    public void CountsOneOfManyCores() => Assert.AreEqual("Cortex-M0+", CoreClasses.Of(Board("2 x Cortex-M0+"))!.Name);

    [TestMethod]
    public void IsInTheReportOfAModelThatWasCheckedAgainstADevice()
    {
        ModelReport report = Model(Multiplying("Conv2D"));
        var model = new BudgetedModel(report, null, null, null, _ => default);

        Assert.AreEqual(
            CostModel.Estimate(report, RealCatalog().Find("stm32l4r5-nucleo")).Estimate,
            BudgetCheck.Complete(model, Resolve(RealCatalog(), device: "stm32l4r5-nucleo")).Estimate);
        Assert.IsNotNull(BudgetCheck.Complete(model, Resolve(RealCatalog(), device: "stm32l4r5-nucleo")).Estimate);
    }

    private static void AssertNothing(ModelReport report, Device? device) => Assert.AreSame(report, CostModel.Estimate(report, device));

    private static ModelReport Model(params LayerReport[] layers) => Report("m", "Int8", 0, 0, layers);

    private static LayerReport Multiplying(string op) => Layer(op, 0, 0) with { Op = op, Macs = 1_000_000, Type = "Int8" };

    private static Device Board(string core) => BudgetSamples.Board("board", null, null) with { Core = core, ClockMHz = 100, ActivePowerMilliwatts = 10 };
}
