using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Budget;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Options;
using static TinyMl.Tasks.Tests.Budget.BudgetSamples;

namespace TinyMl.Tasks.Tests.Budget;

[TestClass]
public sealed class FindingTheCheapestChange
{
    private static readonly DeviceCatalog Boards = Catalog(Board("small", 2000, 200), Board("middle", 4000, 400), Board("large", 8000, 800));

    [TestMethod]
    public void TheMostFaithfulQuantizationThatIsEnoughIsNamed()
    {
        BudgetedModel model = FloatModel("A", 4000, 100, float16: new(2000, 100), int8: new(1000, 50));

        AssertCure([model], Resolve(Boards, flash: "2000"), "What would fit: Quantization=\"Float16\" on A (2,000 bytes); TinyMlFlashBudget of at least 4000 (4KB); \"middle\", the smallest device that is large enough (4,000 bytes of flash, 400 bytes of RAM).");
        AssertCure([model], Resolve(Boards, flash: "1999"), "What would fit: Quantization=\"Int8\" on A (1,000 bytes); TinyMlFlashBudget of at least 4000 (4KB); \"middle\", the smallest device that is large enough (4,000 bytes of flash, 400 bytes of RAM).");
        AssertCure([model], Resolve(Boards, flash: "999"), "No smaller Quantization of this version makes it fit. What would fit: TinyMlFlashBudget of at least 4000 (4KB); \"middle\", the smallest device that is large enough (4,000 bytes of flash, 400 bytes of RAM).");
    }

    [TestMethod]
    public void ActivationsOf16BitsComeBeforeThoseOf8()
    {
        BudgetedModel model = FloatModel("A", 4000, 100, float16: new(2000, 100), int8: new(1000, 25), int16x8: new(1100, 50));

        AssertRequantized("Int16x8 A", Change(Memory.Flash, model, [model], Resolve(Boards, flash: "1500")));
        AssertRequantized("Int8 A", Change(Memory.Ram, model, [model], Resolve(Boards, ram: "49")));
    }

    [TestMethod]
    public void AQuantizationThatHelpsOneMemoryOnlyIsNotNamed()
    {
        BudgetedModel model = FloatModel("A", 4000, 100, float16: new(2000, 100), int8: new(1000, 50));

        Assert.AreEqual(QuantizationMode.Int8, Change(Memory.Flash, model, [model], Resolve(Boards, flash: "2000", ram: "60")).Quantization);
        Assert.IsNull(Change(Memory.Flash, model, [model], Resolve(Boards, flash: "2000", ram: "40")).Quantization);
    }

    [TestMethod]
    public void ASmallerQuantizationHasToMeetTheModelsOwnBudgetsToo()
    {
        BudgetedModel model = FloatModel("A", 4000, 100, float16: new(2000, 100), int8: new(1000, 50)) with { FlashBudget = 1500 };

        Assert.AreEqual(QuantizationMode.Int8, Change(Memory.Flash, model, [model], Resolve(Boards, flash: "3000")).Quantization);
    }

    [TestMethod]
    public void TheReserveIsPartOfEveryFigure()
    {
        BudgetedModel model = FloatModel("A", 3900, 100, float16: new(1900, 100), int8: new(1000, 50));
        ProjectBudget budget = Resolve(Boards, "small", flashReserve: "200", ramReserve: "90");

        AssertCure([model], budget, "What would fit: Quantization=\"Int8\" on A (1,000 bytes); \"large\", the smallest device that is large enough (8,000 bytes of flash, 800 bytes of RAM).");
    }

    [TestMethod]
    public void TheBudgetThatIsNamedPassesAndOneByteLessDoesNot()
    {
        BudgetedModel[] models = [Model("A", 900, 10), Model("B", 700, 10)];
        BudgetNeed need = Change(Memory.Flash, null, models, Resolve(Boards, flash: "1000", flashReserve: "50")).Budgets.Single();

        Assert.AreEqual(new BudgetNeed("TinyMlFlashBudget", 1650), need);
        Assert.IsEmpty(BudgetCheck.Check(models, Resolve(Boards, flash: "1650", flashReserve: "50"), Boards));
        Assert.IsNotEmpty(BudgetCheck.Check(models, Resolve(Boards, flash: "1649", flashReserve: "50"), Boards));
    }

    [TestMethod]
    public void AnOwnBudgetThatIsTooSmallIsTheOnlyThingToRaise() =>
        AssertCure(
            [Model("A", 900, 10) with { FlashBudget = 800 }, Model("B", 900, 10)],
            Resolve(Boards, "small"),
            "No smaller Quantization of this version makes it fit. What would fit: FlashBudget of at least 900 (1KB).");

    [TestMethod]
    public void OwnAndProjectsBudgetAreNamedTogetherWhereBothAreTooSmall() =>
        AssertCure(
            [Model("A", 900, 10) with { FlashBudget = 800 }],
            Resolve(Boards, "small", flash: "850", flashReserve: "100"),
            "No smaller Quantization of this version makes it fit. What would fit: FlashBudget of at least 900 (1KB) and TinyMlFlashBudget of at least 1000 (1KB).");

    [TestMethod]
    public void TheChangeForOneModelLeavesRoomForTheOthers()
    {
        BudgetedModel[] models = [Model("A", 1200, 10), Model("B", 900, 10)];

        AssertCure(models, Resolve(Boards, flash: "1000"), "No smaller Quantization of this version makes it fit. What would fit: TinyMlFlashBudget of at least 2100 (3KB); \"middle\", the smallest device that is large enough (4,000 bytes of flash, 400 bytes of RAM).");
    }

    [TestMethod]
    public void ADeviceThatIsTooSmallIsNotCuredByABudget()
    {
        CheapestChange change = Change(Memory.Ram, null, [Model("A", 10, 300)], Resolve(Boards, "small"));

        Assert.IsTrue(change.NeedsDevice);
        Assert.IsEmpty(change.Budgets);
        Assert.AreEqual("middle", change.Device!.Id);
    }

    [TestMethod]
    public void ALargerDeviceAndALargerBudgetAreNamedTogetherWhereBothAreNeeded() =>
        AssertCure(
            [Model("A", 3000, 10)],
            Resolve(Boards, "small", flash: "1500"),
            "No smaller Quantization of this version makes it fit. What would fit: \"middle\", the smallest device that is large enough (4,000 bytes of flash, 400 bytes of RAM) with TinyMlFlashBudget of at least 3000 (3KB).");

    [TestMethod]
    public void ADeviceThatIsLargeEnoughIsNotReplaced() =>
        AssertCure([Model("A", 1500, 10)], Resolve(Boards, "large", flash: "1000"), "No smaller Quantization of this version makes it fit. What would fit: TinyMlFlashBudget of at least 1500 (2KB).");

    [TestMethod]
    public void WhereNothingHelpsTheTextSaysSo() =>
        AssertCure([Model("A", 9000, 10)], Resolve(Boards, "small"), "Nothing helps: no smaller Quantization of this version fits, the device has no more, and no device of the catalogue is large enough. Use a smaller model.");

    [TestMethod]
    public void AsFewModelsAsPossibleChange()
    {
        BudgetedModel[] models =
        [
            FloatModel("A", 1000, 10, float16: new(500, 10), int8: new(250, 5)),
            FloatModel("B", 2000, 10, float16: new(1000, 10), int8: new(500, 5)),
            Model("C", 3000, 10),
        ];

        AssertRequantized("Float16 B", Change(Memory.Flash, null, models, Resolve(Boards, flash: "5000")));
        AssertRequantized("Int8 B", Change(Memory.Flash, null, models, Resolve(Boards, flash: "4999")));
        AssertRequantized("Int8 B A", Change(Memory.Flash, null, models, Resolve(Boards, flash: "3800")));
        AssertRequantized("", Change(Memory.Flash, null, models, Resolve(Boards, flash: "3749")));
    }

    [TestMethod]
    public void TheModelAtFaultChangesFirst()
    {
        BudgetedModel[] models =
        [
            FloatModel("A", 1000, 10, float16: new(500, 10), int8: new(250, 5)) with { FlashBudget = 600 },
            FloatModel("B", 2000, 10, float16: new(1000, 10), int8: new(500, 5)),
        ];

        AssertRequantized("Float16 A", Change(Memory.Flash, models[0], models, Resolve(Boards, flash: "2500")));
        AssertRequantized("Float16 A B", Change(Memory.Flash, models[0], models, Resolve(Boards, flash: "1600")));
    }

    [TestMethod]
    public void TheLargestInTheMemoryThatIsTooSmallChangesFirst()
    {
        BudgetedModel[] models =
        [
            FloatModel("A", 9000, 10, float16: new(4500, 10), int8: new(2250, 1)),
            FloatModel("B", 1000, 90, float16: new(500, 90), int8: new(250, 25)),
        ];

        AssertRequantized("Int8 B", Change(Memory.Ram, null, models, Resolve(Boards, ram: "40")));
    }

    [TestMethod]
    public void AModelThatIsAsSmallAlreadyIsNotNamed()
    {
        BudgetedModel[] models =
        [
            FloatModel("A", 1500, 10, float16: default, int8: new(800, 5), quantization: "Float16"),
            FloatModel("B", 1000, 10, float16: new(500, 10), int8: new(250, 5)),
        ];

        AssertRequantized("Int8 A", Change(Memory.Flash, null, models, Resolve(Boards, flash: "1900")));
        AssertRequantized("Float16 B", Change(Memory.Flash, models[1], models, Resolve(Boards, flash: "2000")));
    }

    [TestMethod]
    public void EachQuantizationIsMeasuredOnce()
    {
        int measured = 0;
        BudgetedModel model = new(Report("A", "None", 4000, 10), null, null, null, mode =>
        {
            measured++;
            return new Footprint(3000, 10);
        });
        BudgetedModel[] models = [model, FloatModel("B", 100, 1, new(50, 1), new(25, 1))];

        CheapestChange change = Change(Memory.Flash, model, models, Resolve(Boards, flash: "1000"));

        Assert.IsNull(change.Quantization);
        Assert.AreEqual(4, measured);
    }

    [TestMethod]
    public void AQuantizationThatAModelCannotHaveIsNoWayOut()
    {
        BudgetedModel model = new(Report("A", "None", 4000, 10), null, null, null, mode => mode == QuantizationMode.Int8
            ? new Footprint(1000, 10)
            : throw ModelDiagnostics.BadMetadata("Quantization", "Float16", "of this model"));

        AssertRequantized("Int8 A", Change(Memory.Flash, model, [model], Resolve(Boards, flash: "3000")));
    }

    private static CheapestChange Change(Memory memory, BudgetedModel? model, BudgetedModel[] models, ProjectBudget budget) =>
        CheapestChange.Find(memory, model, models, budget, Boards);

    private static void AssertRequantized(string expected, CheapestChange change) =>
        Assert.AreEqual(expected, string.Join(' ', [change.Quantization?.ToString() ?? "", .. change.Requantized.Select(model => model.Name)]));

    private static void AssertCure(BudgetedModel[] models, ProjectBudget budget, string cure) =>
        StringAssert.EndsWith(BudgetCheck.Check(models, budget, Boards).Single().Diagnostic.Message, cure, StringComparison.Ordinal);
}
