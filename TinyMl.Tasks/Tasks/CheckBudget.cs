using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.Build.Framework;
using TinyMl.Tasks.Budget;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Stages;

namespace TinyMl.Tasks.Tasks;

/// <summary>Holds all models together to the device and the budgets, and writes their reports.</summary>
[MSBuildMultiThreadableTask]
public sealed class CheckBudget : ModelTask
{
    /// <summary>A gate that the item itself sets is no question of budget: it stays an error.</summary>
    private const string AccuracyCode = "TML2003";

    /// <summary>The property TinyMlTreatBudgetAsWarning.</summary>
    public bool TreatBudgetAsWarning { get; set; }

    private protected override void Run()
    {
        DeviceCatalog catalog = Devices;
        var project = ProjectBudget.Resolve(BudgetProperties, catalog);
        BudgetedModel[] models = [.. Models.Select(item => Budgeted(ModelItem.Parse(MetadataOf(item), RootNamespace)))];
        foreach (BudgetedModel model in models) OutputFile.Write(Folder.Report(model.Name), ReportFile.Write(BudgetCheck.Complete(model, project)));

        // As long as there is something to say, every build says it.
        OutputFile.Delete(Folder.CheckStamp);
        IReadOnlyList<BudgetViolation> violations = BudgetCheck.Check(models, project, catalog);
        foreach (BudgetViolation violation in violations)
        {
            ITaskItem item = Models.First(item => ModelItem.ParseNames(MetadataOf(item), RootNamespace).Name == violation.ModelName);
            Report(item, violation.Diagnostic, asWarning: TreatBudgetAsWarning && violation.Diagnostic.Code != AccuracyCode);
        }

        if (violations.Count == 0) OutputFile.Write(Folder.CheckStamp, "");
    }

    private BudgetedModel Budgeted(ModelItem model)
    {
        ModelReport report = ReportFile.Read(File.ReadAllBytes(Folder.Compiled(model.Name)));
        return new BudgetedModel(report, model.FlashBudget, model.RamBudget, model.Compile.MinAccuracy, Measure);

        Footprint Measure(QuantizationMode quantization)
        {
            using FileStream graph = File.OpenRead(Folder.Graph(model.Name));
            return ModelCompiler.Measure(GraphFile.Read(graph), report.Source, quantization, Cancellation);
        }
    }
}
