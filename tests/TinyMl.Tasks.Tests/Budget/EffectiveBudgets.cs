using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Budget;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Emit;
using static TinyMl.Tasks.Tests.Budget.BudgetSamples;

namespace TinyMl.Tasks.Tests.Budget;

[TestClass]
public sealed class EffectiveBudgets
{
    private static readonly DeviceCatalog Boards = Catalog(Board("board", 1000, 100), Board("no-flash", null, 100), Board("no-figures", null, null));

    [TestMethod]
    [DataRow(null, null, null)]
    [DataRow("board", null, 1000L)]
    [DataRow("board", "600", 600L)]
    [DataRow("board", "2KB", 1000L)]
    [DataRow("no-flash", "600", 600L)]
    [DataRow("no-flash", null, null)]
    [DataRow(null, "600", 600L)]
    [DataRow(" ", " ", null)]
    public void TheSmallerOfWhatIsKnownHolds(string? device, string? declared, long? effective) =>
        Assert.AreEqual(effective, Resolve(Boards, device, flash: declared).Flash);

    [TestMethod]
    public void TheReserveIsTakenFromIt()
    {
        ProjectBudget budget = Resolve(Boards, "board", flash: "600", flashReserve: "100", ramReserve: "30");

        Assert.AreEqual(500, budget.Of(Memory.Flash));
        Assert.AreEqual(70, budget.Of(Memory.Ram));
        Assert.AreEqual(new Footprint(100, 30), budget.Reserve);
    }

    [TestMethod]
    public void AReserveWithoutABudgetChecksNothing() => Assert.IsNull(Resolve(Boards, flashReserve: "100").Flash);

    [TestMethod]
    [DataRow("1000", "1,000")]
    [DataRow("2000", "2,000")]
    public void AReserveThatLeavesNothingIsAnError(string reserve, string named)
    {
        DiagnosticException error = Assert.ThrowsExactly<DiagnosticException>(() => Resolve(Boards, "board", flashReserve: reserve));

        Assert.AreEqual("TML3002", error.Diagnostic.Code);
        Assert.AreEqual($"TinyMlFlashReserve of {named} bytes leaves nothing of the 1,000 bytes of flash for models. Lower the reserve, or raise the budget.", error.Message);
    }

    [TestMethod]
    public void ASizeThatIsNoneIsAnErrorThatNamesThePropertyAndTheValue()
    {
        (string Name, BudgetProperties Properties)[] cases =
        [
            ("TinyMlFlashBudget", new(null, "big", null, null, null)),
            ("TinyMlRamBudget", new(null, null, "big", null, null)),
            ("TinyMlFlashReserve", new(null, null, null, "big", null)),
            ("TinyMlRamReserve", new(null, null, null, null, "big")),
        ];
        foreach ((string name, BudgetProperties properties) in cases)
        {
            DiagnosticException error = Assert.ThrowsExactly<DiagnosticException>(() => ProjectBudget.Resolve(properties, Boards));

            Assert.AreEqual("TML3002", error.Diagnostic.Code);
            StringAssert.StartsWith(error.Message, $"{name}=\"big\" is not a size.", System.StringComparison.Ordinal);
        }
    }

    [TestMethod]
    [DataRow("arduino-nano33-ble", "arduino-nano-33-ble")]
    [DataRow("efr32mg24", "silabs-xg24-devkit")]
    public void AnUnknownDeviceIsAnErrorThatNamesTheNearest(string id, string nearest)
    {
        DiagnosticException error = Assert.ThrowsExactly<DiagnosticException>(() => Resolve(RealCatalog(), id));

        Assert.AreEqual("TML3001", error.Diagnostic.Code);
        StringAssert.Contains(error.Message, $"\"{id}\"", System.StringComparison.Ordinal);
        StringAssert.Contains(error.Message, $"Did you mean \"{nearest}\"?", System.StringComparison.Ordinal);
    }

    [TestMethod]
    public void ADeviceIsFoundWhateverItsCase() => Assert.AreEqual("board", Resolve(Boards, " BOARD ").Device!.Id);

    [TestMethod]
    public void TheReportSaysWhichFiguresAreNotKnown()
    {
        Assert.IsEmpty(Resolve(Boards, "board").Notes);
        Assert.IsEmpty(Resolve(Boards).Notes);
        CollectionAssert.AreEqual(
            new[]
            {
                "The flash of no-figures is not known and no TinyMlFlashBudget is set: flash was not checked.",
                "The RAM of no-figures is not known: RAM was checked against TinyMlRamBudget alone.",
            },
            Resolve(Boards, "no-figures", ram: "50").Notes.ToArray());
    }

    [TestMethod]
    public void TheReportNamesTheDeviceAndTheBudgetThatHolds()
    {
        ProjectBudget budget = Resolve(Boards, "no-flash", ramReserve: "40");

        ModelReport report = BudgetCheck.Complete(Model("M", 500, 50) with { FlashBudget = 700, RamBudget = 80 }, budget);

        Assert.AreEqual("no-flash", report.Device);
        Assert.AreEqual(700, report.Flash.Budget);
        Assert.AreEqual(60, report.Ram.Budget);
        Assert.HasCount(1, report.Notes);
    }
}
