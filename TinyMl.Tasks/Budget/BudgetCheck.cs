using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Evaluate;

namespace TinyMl.Tasks.Budget;

/// <summary>Decides whether models fit the device and are accurate enough, and says what would make them fit.</summary>
internal static class BudgetCheck
{
    /// <summary>Every violation: of single models first, then of the project as a whole, each in the order of the items.</summary>
    public static ImmutableArray<BudgetViolation> Check(IReadOnlyList<BudgetedModel> models, ProjectBudget project, DeviceCatalog catalog) =>
    [
        .. models.SelectMany(model => CheckAlone(model, models, project, catalog)),
        .. CheckTogether(Memory.Flash, models, project, catalog),
        .. CheckTogether(Memory.Ram, models, project, catalog),
    ];

    /// <summary>The report with the device, the budgets that the model was held to, and what an inference takes there.</summary>
    public static ModelReport Complete(BudgetedModel model, ProjectBudget project) => CostModel.Estimate(model.Report, project.Device) with
    {
        Device = project.Device?.Id,
        Flash = model.Report.Flash with { Budget = model.Limit(Memory.Flash, project) },
        Ram = model.Report.Ram with { Budget = model.Limit(Memory.Ram, project) },
        Notes = [.. model.Report.Notes, .. project.Notes],
    };

    private static IEnumerable<BudgetViolation> CheckAlone(BudgetedModel model, IReadOnlyList<BudgetedModel> models, ProjectBudget project, DeviceCatalog catalog)
    {
        double? required = model is { MinAccuracy: double asked, Report.Accuracy: { } measured } ? AccuracyGate.Required(asked, measured) : null;
        foreach (Memory memory in Enum.GetValues<Memory>())
        {
            if (!Exceeds(model, memory, project)) continue;
            var change = CheapestChange.Find(memory, model, models, project, catalog);
            yield return new BudgetViolation(model.Name, BudgetDiagnostics.ModelTooLarge(memory, model.Report, model.Limit(memory, project)!.Value, required, change));
        }

        if (model is { MinAccuracy: double minimum, Report.Accuracy: { } accuracy } && !AccuracyGate.IsMet(minimum, accuracy))
        {
            yield return new BudgetViolation(model.Name, BudgetDiagnostics.NotAccurate(model.Report, accuracy, AccuracyGate.Required(minimum, accuracy), model.Limit(Memory.Flash, project)));
        }
    }

    private static IEnumerable<BudgetViolation> CheckTogether(Memory memory, IReadOnlyList<BudgetedModel> models, ProjectBudget project, DeviceCatalog catalog)
    {
        long need = models.Sum(model => model.Footprint.Of(memory));
        if (project.Of(memory) is not long budget || need <= budget || models.Any(model => Exceeds(model, memory, project))) yield break;

        BudgetedModel largest = models.MaxBy(model => model.Footprint.Of(memory))!;
        var change = CheapestChange.Find(memory, null, models, project, catalog);
        yield return new BudgetViolation(largest.Name, BudgetDiagnostics.ProjectTooLarge(memory, [.. models.Select(model => model.Report)], need, budget, change));
    }

    private static bool Exceeds(BudgetedModel model, Memory memory, ProjectBudget project) =>
        model.Limit(memory, project) is long limit && model.Footprint.Of(memory) > limit;
}
