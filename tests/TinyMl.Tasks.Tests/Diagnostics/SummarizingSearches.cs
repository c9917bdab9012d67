using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Emit;
using static TinyMl.Tasks.Tests.Budget.BudgetSamples;

namespace TinyMl.Tasks.Tests.Diagnostics;

[TestClass]
public sealed class SummarizingSearches
{
    private static readonly ModelReport Searched = Report("Keywords", "Auto", 9480, 4000) with
    {
        Accuracy = new AccuracyReport("top-1", 0.935, 0.61, 200, 0.6, 3),
        Search = new SearchReport(0,
        [
            new SearchPoint("2 bits x 11", 9480, 4000, 0.61, 3), new SearchPoint("4 bits x 11", 13204, 4000, 0.895, 12), new SearchPoint("8 bits x 3, 4 bits x 8", 16000, 4000, 0.92, 18),
        ]),
    };

    [TestMethod]
    public void WhereNothingFitsItNamesTheSmallestAndTheSmallestThatIsAccurateEnough() => Assert.AreEqual(
        " Of the 3 mixes that were tried, the smallest takes 9,480 bytes with top-1 0.6100 (2 bits x 11); the smallest that is accurate enough takes 16,000 bytes with top-1 0.9200 (8 bits x 3, 4 bits x 8).",
        SearchSummary.Of(Searched, 8192, 0.915));

    [TestMethod]
    public void WhereSomethingFitsItNamesTheBestOfIt() => Assert.AreEqual(
        " Of the 3 mixes that were tried, the best within the budget takes 13,204 bytes with top-1 0.8950 (4 bits x 11); none is accurate enough, the most accurate takes 16,000 bytes with top-1 0.9200 (8 bits x 3, 4 bits x 8).",
        SearchSummary.Of(Searched, 14000, 0.93));

    [TestMethod]
    public void WithoutAFloorItNamesWhatFits() => Assert.AreEqual(
        " Of the 3 mixes that were tried, the smallest takes 9,480 bytes with top-1 0.6100 (2 bits x 11).", SearchSummary.Of(Searched, 8192, null));

    [TestMethod]
    public void WithoutASearchItSaysNothing()
    {
        Assert.AreEqual("", SearchSummary.Of(Searched with { Search = null }, 8192, 0.915));
        Assert.AreEqual("", SearchSummary.Of(Searched with { Search = new SearchReport(0, [Searched.Search!.Points[0]]) }, 8192, 0.915));
    }
}
