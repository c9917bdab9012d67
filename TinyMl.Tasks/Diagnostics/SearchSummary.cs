using System;
using System.Linq;
using TinyMl.Tasks.Budget;
using TinyMl.Tasks.Emit;

namespace TinyMl.Tasks.Diagnostics;

/// <summary>The nearest points on either side of what a search could not meet, as a sentence.</summary>
internal static class SearchSummary
{
    /// <summary>What fits best, and the smallest that is accurate enough; with a space in front. Empty where nothing was searched.</summary>
    /// <param name="model">The model's report.</param>
    /// <param name="budget">The flash that it may take, or null.</param>
    /// <param name="required">The accuracy that it has to reach, or null.</param>
    public static string Of(ModelReport model, long? budget, double? required)
    {
        if (model is not { Search.Points: { Length: > 1 } points, Accuracy: { } accuracy }) return "";

        SearchPoint? fitting = points.Where(point => !(point.FlashBytes > budget)).MaxBy(point => point.Accuracy);
        SearchPoint? accurate = points.FirstOrDefault(point => !(point.Accuracy < required));
        string below = fitting is null ? $"the smallest takes {Point(points[0])}" : $"the best within the budget takes {Point(fitting)}";
        string above = accurate is null
            ? $"none is accurate enough, the most accurate takes {Point(points.MaxBy(point => point.Accuracy)!)}"
            : $"the smallest that is accurate enough takes {Point(accurate)}";
        return required is null ? $" Of the {points.Length} mixes that were tried, {below}." : $" Of the {points.Length} mixes that were tried, {below}; {above}.";

        string Point(SearchPoint point) => FormattableString.Invariant($"{ByteSize.Format(point.FlashBytes)} with {accuracy.Metric} {point.Accuracy:0.0000} ({point.Mix})");
    }
}
