using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Budget;
using TinyMl.Tasks.Emit;
using static TinyMl.Tasks.Tests.Budget.BudgetSamples;

namespace TinyMl.Tasks.Tests.Budget;

[TestClass]
public sealed class JudgingModels
{
    private static readonly DeviceCatalog Boards = Catalog(Board("small", 2000, 200), Board("large", 8000, 800));

    [TestMethod]
    public void WithoutDeviceAndBudgetNothingIsJudged() => AssertVerdicts(Resolve(Boards), [Model("A", int.MaxValue, int.MaxValue)]);

    [TestMethod]
    public void AModelThatFitsToTheByteFits() => AssertVerdicts(Resolve(Boards, "small"), [Model("A", 2000, 200)]);

    [TestMethod]
    public void AModelThatExceedsTheProjectsBudgetIsReportedForEachMemory() =>
        AssertVerdicts(Resolve(Boards, "small"), [Model("A", 2001, 201)], "TML2001 A", "TML2002 A");

    [TestMethod]
    public void AModelThatExceedsItsOwnBudgetIsReported() =>
        AssertVerdicts(Resolve(Boards), [Model("A", 11, 11) with { FlashBudget = 10, RamBudget = 11 }, Model("B", 11, 11) with { RamBudget = 10 }], "TML2001 A", "TML2002 B");

    [TestMethod]
    public void AnOwnBudgetAboveTheProjectsDoesNotLiftIt() =>
        AssertVerdicts(Resolve(Boards, "small"), [Model("A", 2001, 1) with { FlashBudget = 4000 }], "TML2001 A");

    [TestMethod]
    public void TheSumIsReportedOnceAtTheLargestContributorOfEachMemory() =>
        AssertVerdicts(
            Resolve(Boards, "small"),
            [Model("A", 700, 90), Model("B", 900, 50), Model("C", 600, 80)],
            "TML2011 B",
            "TML2012 A");

    [TestMethod]
    public void TheSumIsNotReportedWhereAModelDoesNotFitAlone() =>
        AssertVerdicts(Resolve(Boards, "small"), [Model("A", 2001, 50), Model("B", 900, 160), Model("C", 900, 20)], "TML2001 A", "TML2012 B");

    [TestMethod]
    public void TheSumIsNotReportedWhereAModelExceedsItsOwnBudget() =>
        AssertVerdicts(Resolve(Boards, "small"), [Model("A", 1500, 1) with { FlashBudget = 1000 }, Model("B", 900, 1)], "TML2001 A");

    [TestMethod]
    public void TheReserveCountsAgainstTheSumToTheByte()
    {
        AssertVerdicts(Resolve(Boards, "small", flashReserve: "200"), [Model("A", 900, 1), Model("B", 900, 1)]);
        AssertVerdicts(Resolve(Boards, "small", flashReserve: "201"), [Model("A", 900, 1), Model("B", 900, 1)], "TML2011 A");
    }

    [TestMethod]
    [DataRow(0.9, 0.95, 0.9, false)]
    [DataRow(0.9, 0.95, 0.8999, true)]
    [DataRow(0.0, 0.95, 0.0, false)]
    [DataRow(-0.01, 0.935, 0.925, false)]
    [DataRow(-0.1, 0.3, 0.2, false)]
    [DataRow(-0.1, 0.8, 0.7, false)]
    [DataRow(-0.1, 0.3, 0.199, true)]
    [DataRow(-0.01, 1, 0.985, true)]
    [DataRow(0.5, 0.9, double.NaN, true)]
    public void AccuracyIsHeldToAnAbsoluteOrRelativeFloor(double minimum, double source, double packed, bool violated)
    {
        BudgetedModel model = WithAccuracy(new AccuracyReport("top-1", source, packed, 1000, 0.97, 20)) with { MinAccuracy = minimum };

        AssertVerdicts(Resolve(Boards), [model], violated ? ["TML2003 A"] : []);
    }

    [TestMethod]
    public void WithoutAFloorAccuracyIsNotJudged() =>
        AssertVerdicts(Resolve(Boards), [WithAccuracy(new AccuracyReport("top-1", 0.9, 0.1, 1000, 0.1, 1))]);

    [TestMethod]
    public void TheAccuracyTextNamesTheMetricTheFiguresAndTheFloor()
    {
        BudgetedModel model = WithAccuracy(new AccuracyReport("top-1", 0.935, 0.92, 200, 0.97, 20)) with { MinAccuracy = -0.01 };

        Assert.AreEqual(
            "A reaches top-1 0.9200 on 200 samples, MinAccuracy asks for 0.9250; the float model reaches 0.9350. Give calibration data that is closer to the validation data, remove less with Sparsity, or use a Quantization that is closer to float.",
            BudgetCheck.Check([model], Resolve(Boards), Boards).Single().Diagnostic.Message);
    }

    [TestMethod]
    public void TheFlashTextNamesNeedBudgetExcessLargestLayersAndChange()
    {
        BudgetedModel model = Model("A", 3000, 100, Layer("one", 10, 1), Layer("two", 40, 1), Layer("three", 30, 1), Layer("four", 20, 1));

        Assert.AreEqual(
            "A needs 3,000 bytes of flash, the budget is 2,000 bytes: 1,000 bytes too many. "
            + "The largest layers are Conv2D 'two' (40 bytes), Conv2D 'three' (30 bytes), Conv2D 'four' (20 bytes). "
            + "No smaller Quantization of this version makes it fit. What would fit: \"large\", the smallest device that is large enough (8,000 bytes of flash, 800 bytes of RAM).",
            BudgetCheck.Check([model], Resolve(Boards, "small"), Boards).Single().Diagnostic.Message);
    }

    [TestMethod]
    public void TheRamTextNamesNeedBudgetExcessPeakLargestLayersAndChange()
    {
        BudgetedModel model = Model("A", 10, 1000, Layer("one", 1, 500), Layer("two", 1, 900));

        Assert.AreEqual(
            "A needs 1,000 bytes of RAM, the budget is 700 bytes: 300 bytes too many. "
            + "The arena takes 900 bytes and the runtime 100 bytes; the peak is at peak, the largest layers are Conv2D 'two' (900 bytes), Conv2D 'one' (500 bytes). "
            + "No smaller Quantization of this version makes it fit. What would fit: TinyMlRamBudget of at least 1024 (1KB).",
            BudgetCheck.Check([model], Resolve(Boards, ram: "724", ramReserve: "24"), Boards).Single().Diagnostic.Message);
    }

    [TestMethod]
    public void TheTextOfTheSumNamesEveryShare()
    {
        Assert.AreEqual(
            "The models of the project need 2,500 bytes of flash together, the budget is 2,000 bytes: 500 bytes too many. They take B 1,500 bytes, A 1,000 bytes. "
            + "No smaller Quantization of this version makes it fit. What would fit: \"large\", the smallest device that is large enough (8,000 bytes of flash, 800 bytes of RAM).",
            BudgetCheck.Check([Model("A", 1000, 1), Model("B", 1500, 1)], Resolve(Boards, "small"), Boards).Single().Diagnostic.Message);
    }

    private static BudgetedModel WithAccuracy(AccuracyReport accuracy)
    {
        BudgetedModel model = Model("A", 1, 1);
        return model with { Report = model.Report with { Accuracy = accuracy } };
    }

    private static void AssertVerdicts(ProjectBudget budget, BudgetedModel[] models, params string[] verdicts) =>
        CollectionAssert.AreEqual(verdicts, Verdicts(BudgetCheck.Check(models, budget, Boards)).ToArray());
}
