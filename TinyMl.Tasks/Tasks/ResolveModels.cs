using System;
using System.Collections.Generic;
using System.IO;
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

    /// <summary>The property TinyMlDevice.</summary>
    public string Device { get; set; } = "";

    /// <summary>The property TinyMlFlashBudget.</summary>
    public string FlashBudget { get; set; } = "";

    /// <summary>The property TinyMlRamBudget.</summary>
    public string RamBudget { get; set; } = "";

    /// <summary>The property TinyMlFlashReserve.</summary>
    public string FlashReserve { get; set; } = "";

    /// <summary>The property TinyMlRamReserve.</summary>
    public string RamReserve { get; set; } = "";

    /// <summary>The property TinyMlTreatBudgetAsWarning.</summary>
    public bool TreatBudgetAsWarning { get; set; }

    private protected override void Run()
    {
        var properties = new BudgetProperties(Device, FlashBudget, RamBudget, FlashReserve, RamReserve);
        CheckProperties(properties);
        IReadOnlyList<(ITaskItem Item, ModelItem Model)> models = Parse();
        if (Log.HasLoggedErrors) return;

        var keys = new StageKeys(PackageVersion);
        ForEach(models, model => WriteKeys(keys, model));
        if (Log.HasLoggedErrors) return;

        ModelItem[] all = [.. models.Select(pair => pair.Model)];
        OutputFile.WriteWhenDifferent(Folder.CheckKey, keys.Check(all, properties, TreatBudgetAsWarning));
        Folder.DeleteAllBut(all.Select(model => model.Name));
        Folder.WriteExternalList(all);
        OutputFile.Write(Folder.ModelList, string.Concat(all.Select(model => $"{model.Name}|{model.LogicalName}\n")));
    }

    private void CheckProperties(BudgetProperties properties)
    {
        try
        {
            ProjectBudget.Resolve(properties, DeviceCatalog.Read(Path.Combine(PackageFolder, "devices.json")));
        }
        catch (DiagnosticException exception)
        {
            Report(null, exception);
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
