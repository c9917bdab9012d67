using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Options;

namespace TinyMl.Tasks.Budget;

/// <summary>What would make models fit, each found by planning and packing, not by estimate.</summary>
/// <param name="Quantization">The most faithful smaller quantization that fits, or null.</param>
/// <param name="Requantized">The models that would have to take it.</param>
/// <param name="Result">What the models then take.</param>
/// <param name="Budget">The bytes that the declared budget would have to be, where the device has them; else null.</param>
/// <param name="BudgetName">The property or metadata to change.</param>
/// <param name="Device">The smallest device of the catalogue that holds the models and the reserve, or null.</param>
internal sealed record CheapestChange(
    QuantizationMode? Quantization, ImmutableArray<string> Requantized, Footprint Result, long? Budget, string BudgetName, Device? Device)
{
    public static CheapestChange Find(Memory memory, IReadOnlyList<BudgetedModel> models, ProjectBudget project, DeviceCatalog catalog)
    {
        Footprint need = models.Aggregate(default(Footprint), (sum, model) => sum + model.Footprint);
        (QuantizationMode? mode, ImmutableArray<string> names, Footprint result) = SmallerQuantization(models, project, need);
        (long? budget, string name) = LargerBudget(memory, models, project, need);
        Device? device = catalog.Smallest(need.Flash + project.Reserve.Flash, need.Ram + project.Reserve.Ram);
        return new CheapestChange(mode, names, result, budget, name, device == project.Device ? null : device);
    }

    /// <summary>As few models as possible, the largest first, at the most faithful quantization that is enough.</summary>
    private static (QuantizationMode? Mode, ImmutableArray<string> Names, Footprint Result) SmallerQuantization(IReadOnlyList<BudgetedModel> models, ProjectBudget project, Footprint need)
    {
        BudgetedModel[] bySize = [.. models.OrderByDescending(model => model.Footprint.Flash)];
        for (int count = 1; count <= bySize.Length; count++)
        {
            BudgetedModel[] changed = [.. bySize.Take(count).Where(model => model.SmallerQuantizations.Any())];
            foreach (QuantizationMode mode in changed.SelectMany(model => model.SmallerQuantizations).Distinct().Order())
            {
                Footprint result = changed.Aggregate(need, (sum, model) => sum - model.Footprint + model.Measure(mode));
                if (Fits(Memory.Flash, result, models, project) && Fits(Memory.Ram, result, models, project)) return (mode, [.. changed.Select(model => model.Name)], result);
            }
        }

        return (null, [], default);
    }

    private static bool Fits(Memory memory, Footprint footprint, IReadOnlyList<BudgetedModel> models, ProjectBudget project)
    {
        long? limit = models.Count == 1 ? models[0].Limit(memory, project) : project.Of(memory);
        return limit is null || footprint.Of(memory) <= limit;
    }

    /// <summary>The budget that would pass; none where it is the device that is too small.</summary>
    private static (long? Budget, string Name) LargerBudget(Memory memory, IReadOnlyList<BudgetedModel> models, ProjectBudget project, Footprint need)
    {
        long bytes = need.Of(memory);
        if (project.Of(memory) is not long whole || bytes <= whole) return (bytes, memory == Memory.Flash ? "FlashBudget" : "RamBudget");

        long withReserve = bytes + project.Reserve.Of(memory);
        long? usable = memory == Memory.Flash ? project.Device?.FlashBytes : project.Device?.RamBytes;
        string name = memory == Memory.Flash ? "TinyMlFlashBudget" : "TinyMlRamBudget";
        return (usable < withReserve ? null : withReserve, models.Count == 1 && models[0].Limit(memory, project) < whole ? $"{name} (and the item's own budget)" : name);
    }
}
