using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Options;

namespace TinyMl.Tasks.Budget;

/// <summary>What a model may take while its size is still to be chosen, before the others' sizes are known.</summary>
internal static class BudgetShares
{
    /// <summary>A model with its shares among its options; unchanged where these do not depend on budgets.</summary>
    /// <param name="model">The model.</param>
    /// <param name="models">All models of the project, itself included.</param>
    /// <param name="project">What they may take together.</param>
    public static ModelItem Apply(ModelItem model, IReadOnlyList<ModelItem> models, ProjectBudget project) => !model.Compile.DependsOnBudget ? model : model with
    {
        Compile = model.Compile with { FlashBudget = Of(Memory.Flash, model, models, project), RamBudget = Of(Memory.Ram, model, models, project) },
    };

    /// <summary>
    /// The model's own budget, at most the project's; without one, what the others' own budgets leave of the project's, in equal parts for
    /// the models without. Null where neither is known.
    /// </summary>
    public static long? Of(Memory memory, ModelItem model, IReadOnlyList<ModelItem> models, ProjectBudget project)
    {
        long? whole = project.Of(memory);
        if (model.OwnBudget(memory) is long own) return whole is long most ? long.Min(own, most) : own;
        if (whole is null) return null;

        long left = whole.Value - models.Sum(other => other.OwnBudget(memory) ?? 0);
        return long.Max(0, left / models.Count(other => other.OwnBudget(memory) is null));
    }
}
