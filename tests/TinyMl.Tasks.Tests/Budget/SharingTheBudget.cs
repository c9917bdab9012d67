using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Budget;
using TinyMl.Tasks.Options;
using static TinyMl.Tasks.Tests.Budget.BudgetSamples;

namespace TinyMl.Tasks.Tests.Budget;

[TestClass]
public sealed class SharingTheBudget
{
    private static readonly DeviceCatalog Boards = Catalog(Board("board", 1000, null));

    [TestMethod]
    public void AModelsOwnBudgetHoldsUpToTheProjects()
    {
        CollectionAssert.AreEqual(new long?[] { 300, 1000 }, Shares("board", 300, 5000));
        CollectionAssert.AreEqual(new long?[] { 300, 5000 }, Shares(null, 300, 5000));
    }

    [TestMethod]
    public void TheOthersShareWhatIsLeftEqually()
    {
        CollectionAssert.AreEqual(new long?[] { 400, 300, 300 }, Shares("board", 400, null, null));
        CollectionAssert.AreEqual(new long?[] { 1000, 0 }, Shares("board", 2000, null));
        CollectionAssert.AreEqual(new long?[] { 1000 }, Shares("board", [null]));
    }

    [TestMethod]
    public void WithoutABudgetThereIsNoLimit() => CollectionAssert.AreEqual(new long?[] { null, 300 }, Shares(null, null, 300));

    [TestMethod]
    public void OnlyModelsThatDependOnItHaveIt()
    {
        ModelItem model = Model(null) with { Compile = new CompileOptions() };

        Assert.AreEqual(model, BudgetShares.Apply(model, [model], Resolve(Boards, "board")));
    }

    private static long?[] Shares(string? device, params long?[] own)
    {
        ModelItem[] models = [.. own.Select(Model)];
        return [.. models.Select(model => BudgetShares.Apply(model, models, Resolve(Boards, device)).Compile.FlashBudget)];
    }

    private static ModelItem Model(long? flash) =>
        ModelItem.Parse(new ItemMetadata("a.onnx", "/", _ => ""), "") with { FlashBudget = flash, Compile = new CompileOptions { Quantization = QuantizationMode.Auto } };
}
