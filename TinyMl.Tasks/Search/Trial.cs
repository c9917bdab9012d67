using System.Collections.Immutable;
using TinyMl.Tasks.Budget;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Evaluate;

namespace TinyMl.Tasks.Search;

/// <summary>A mix that was packed and measured as a whole.</summary>
/// <param name="Mix">The number of each layer's choice.</param>
/// <param name="Footprint">What it takes.</param>
/// <param name="Accuracy">What it reaches.</param>
/// <param name="IsFinal">Whether it was quantized as a build quantizes it, each layer behind those before it, and not put together from layers that were quantized one by one.</param>
internal sealed record Trial(ImmutableArray<int> Mix, Footprint Footprint, AccuracyReport Accuracy, bool IsFinal)
{
    public bool Fits(SearchGoal goal) => Footprint.Flash <= (goal.FlashBudget ?? long.MaxValue) && Footprint.Ram <= (goal.RamBudget ?? long.MaxValue);

    public bool IsAccurate(SearchGoal goal) => goal.MinAccuracy is not double minimum || AccuracyGate.IsMet(minimum, Accuracy);

    public bool Meets(SearchGoal goal) => Fits(goal) && IsAccurate(goal);
}
