using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Build.Framework;
using TinyMl.Tasks.Budget;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Stages;

namespace TinyMl.Tasks.Tasks;

/// <summary>Checks items and properties, and writes the list of models and the keys of the stages.</summary>
[MSBuildMultiThreadableTask]
public sealed class ResolveModels : ModelTask
{
    /// <summary>The version of the package in use.</summary>
    [Required]
    public string PackageVersion { get; set; } = "";

    /// <summary>The property TinyMlTreatBudgetAsWarning.</summary>
    public bool TreatBudgetAsWarning { get; set; }

    private protected override void Run()
    {
        ProjectBudget? project = Resolve();
        IReadOnlyList<(ITaskItem Item, ModelItem Model)> models = Parse();
        if (project is null || Log.HasLoggedErrors) return;

        ModelItem[] all = [.. models.Select(pair => pair.Model)];
        var keys = new StageKeys(PackageVersion);
        ForEach(models, model => WriteKeys(keys, BudgetShares.Apply(model, all, project)));
        if (Log.HasLoggedErrors) return;

        OutputFile.WriteWhenDifferent(Folder.CheckKey, keys.Check(all, BudgetProperties, TreatBudgetAsWarning));
        Folder.DeleteAllBut(all.Select(model => model.Name));
        Folder.WriteExternalList(all);
        OutputFile.Write(Folder.ModelList, string.Concat(all.Select(model => $"{model.Name}|{model.LogicalName}\n")));
    }

    /// <summary>What all models may take together; null where the properties do not say it.</summary>
    private ProjectBudget? Resolve()
    {
        try
        {
            return ProjectBudget.Resolve(BudgetProperties, Devices);
        }
        catch (DiagnosticException exception)
        {
            Report(null, exception);
            return null;
        }
    }

    private List<(ITaskItem Item, ModelItem Model)> Parse()
    {
        var models = new List<(ITaskItem Item, ModelItem Model)>();
        foreach (ITaskItem item in Models)
        {
            try
            {
                var model = ModelItem.Parse(MetadataOf(item), RootNamespace);
                CheckAgainst(model, models.Select(pair => pair.Model));
                models.Add((item, model));
            }
            catch (DiagnosticException exception)
            {
                Report(item, exception);
            }
        }

        return models;
    }

    private static void CheckAgainst(ModelItem model, IEnumerable<ModelItem> others)
    {
        foreach (ModelItem other in others)
        {
            if (other.Path.Equals(model.Path, StringComparison.Ordinal)) throw ModelDiagnostics.SameModelTwice(model.Include);
            if (other.Name.Equals(model.Name, StringComparison.OrdinalIgnoreCase)) throw ModelDiagnostics.SameNameTwice(model.Name, other.Include, model.Include);
            if (other.LogicalName.Equals(model.LogicalName, StringComparison.Ordinal))
            {
                throw ModelDiagnostics.BadMetadata("LogicalName", model.LogicalName, $"'{other.Include}' has it already");
            }
        }
    }

    private void WriteKeys(StageKeys keys, ModelItem model)
    {
        string import = keys.Import(model, Folder.ExternalFiles(model));
        string compile = keys.Compile(model);
        string accessor = keys.Accessor(model);
        OutputFile.WriteWhenDifferent(Folder.ImportKey(model.Name), import);
        OutputFile.WriteWhenDifferent(Folder.CompileKey(model.Name), compile);
        OutputFile.WriteWhenDifferent(Folder.AccessorKey(model.Name), accessor);
    }
}
