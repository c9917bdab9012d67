using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Options;

namespace TinyMl.Tasks.Budget;

/// <summary>What would make models fit, found by planning and packing them, not by estimate.</summary>
/// <param name="Quantization">The most faithful smaller quantization that is enough, or null.</param>
/// <param name="Requantized">The models that would have to take it.</param>
/// <param name="Budgets">The budgets that are too small, all of which would have to be raised.</param>
/// <param name="Device">The smallest device of the catalogue that holds the project's models and its reserve, or null where none does or none is needed.</param>
/// <param name="NeedsDevice">Whether the project's device is too small, so that no budget helps without another one.</param>
internal sealed record CheapestChange(
    QuantizationMode? Quantization, ImmutableArray<RequantizedModel> Requantized, ImmutableArray<BudgetNeed> Budgets, Device? Device, bool NeedsDevice)
{
    /// <summary>The change for one model that does not fit, or for the project as a whole.</summary>
    /// <param name="memory">The memory that is too small.</param>
    /// <param name="model">The model that does not fit alone; null where the sum does not.</param>
    /// <param name="models">All models of the project, for a change has to leave room for the others.</param>
    public static CheapestChange Find(Memory memory, BudgetedModel? model, IReadOnlyList<BudgetedModel> models, ProjectBudget project, DeviceCatalog catalog)
    {
        Footprint need = models.Aggregate(project.Reserve, (sum, other) => sum + other.Footprint);
        bool projectExceeded = need.Of(memory) - project.Reserve.Of(memory) > project.Of(memory);
        bool needsDevice = projectExceeded && project.Device?.Usable(memory) < need.Of(memory);
        Device? device = projectExceeded && (needsDevice || project.Device is null) ? catalog.Smallest(need.Flash, need.Ram) : null;
        (QuantizationMode? mode, ImmutableArray<RequantizedModel> requantized) = SmallerQuantization(memory, model, models, project);
        return new CheapestChange(mode, requantized, [.. ExceededBudgets(memory, model, need.Of(memory), project)], device, needsDevice);
    }

    private static IEnumerable<BudgetNeed> ExceededBudgets(Memory memory, BudgetedModel? model, long need, ProjectBudget project)
    {
        (string own, string whole) = memory == Memory.Flash ? ("FlashBudget", "TinyMlFlashBudget") : ("RamBudget", "TinyMlRamBudget");
        if (model is not null && model.Footprint.Of(memory) > model.OwnBudget(memory)) yield return new BudgetNeed(own, model.Footprint.Of(memory));
        if (need > project.Declared(memory)) yield return new BudgetNeed(whole, need);
    }

    /// <summary>As few models as possible, the one at fault and then the largest first, at the most faithful quantization that is enough.</summary>
    private static (QuantizationMode? Mode, ImmutableArray<RequantizedModel> Models) SmallerQuantization(
        Memory memory, BudgetedModel? model, IReadOnlyList<BudgetedModel> models, ProjectBudget project)
    {
        BudgetedModel[] candidates =
        [
            .. models.Where(candidate => candidate.SmallerQuantizations.Any())
                .OrderByDescending(candidate => candidate == model)
                .ThenByDescending(candidate => candidate.Footprint.Of(memory)),
        ];
        var measured = new Dictionary<(BudgetedModel Model, QuantizationMode Mode), Footprint?>();
        for (int count = 1; count <= candidates.Length; count++)
        {
            foreach (QuantizationMode mode in candidates.Take(count).SelectMany(candidate => candidate.SmallerQuantizations).Distinct().Order())
            {
                BudgetedModel[] changed = [.. candidates.Take(count).Where(candidate => candidate.SmallerQuantizations.Contains(mode))];
                if (Fit(changed, mode)) return (mode, [.. changed.Select(candidate => new RequantizedModel(candidate.Name, Measure(candidate, mode)!.Value))]);
            }
        }

        return (null, []);

        // Null where the model cannot have this quantization.
        Footprint? Measure(BudgetedModel candidate, QuantizationMode mode)
        {
            if (measured.TryGetValue((candidate, mode), out Footprint? known)) return known;
            Footprint? footprint = null;
            try
            {
                footprint = candidate.Measure(mode);
            }
            catch (DiagnosticException)
            {
                // What the item does not ask for is no error: it is only no way out.
            }

            measured.Add((candidate, mode), footprint);
            return footprint;
        }

        bool Fit(BudgetedModel[] changed, QuantizationMode mode)
        {
            if (changed.Any(other => Measure(other, mode) is null)) return false;
            Footprint After(BudgetedModel other) => changed.Contains(other) ? Measure(other, mode)!.Value : other.Footprint;
            Footprint sum = models.Aggregate(default(Footprint), (sum, other) => sum + After(other));
            return Enum.GetValues<Memory>().All(each =>
                !(sum.Of(each) > project.Of(each))
                && !models.Any(other => (other == model || changed.Contains(other)) && After(other).Of(each) > other.OwnBudget(each)));
        }
    }
}
