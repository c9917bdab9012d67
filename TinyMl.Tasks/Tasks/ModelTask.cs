using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Build.Framework;
using TinyMl.Tasks.Budget;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Stages;

namespace TinyMl.Tasks.Tasks;

/// <summary>What the tasks of the stages share: items in, diagnostics at the items' lines out.</summary>
public abstract class ModelTask : Microsoft.Build.Utilities.Task, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>All <c>TinyModel</c> items of the project: the items themselves, for a copy no longer knows the file that declares it.</summary>
    [Required]
    public ITaskItem[] Models { get; set; } = [];

    /// <summary>The folder of the project file, from which relative paths start.</summary>
    [Required]
    public string ProjectDirectory { get; set; } = "";

    /// <summary>The project file, at which diagnostics of the project as a whole stand.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>The folder <c>tinyml</c> among the project's intermediate files.</summary>
    [Required]
    public string OutputFolder { get; set; } = "";

    /// <summary>The root of the package in use.</summary>
    [Required]
    public string PackageFolder { get; set; } = "";

    /// <summary>The project's root namespace.</summary>
    public string RootNamespace { get; set; } = "";

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

    private protected StageFolder Folder => new(OutputFolder);

    private protected CancellationToken Cancellation => _cancellation.Token;

    private protected BudgetProperties BudgetProperties => new(Device, FlashBudget, RamBudget, FlashReserve, RamReserve);

    private protected DeviceCatalog Devices => DeviceCatalog.Read(Path.Combine(PackageFolder, "devices.json"));

    /// <inheritdoc/>
    public void Cancel() => _cancellation.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            Run();
        }
        catch (OperationCanceledException) when (Cancellation.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception exception)
        {
            // Whatever goes wrong in a build is said as a diagnostic, never as a crash of MSBuild.
            Report(null, exception);
        }

        return !Log.HasLoggedErrors;
    }

    /// <summary>Does the task's work; exceptions become diagnostics of the project.</summary>
    private protected abstract void Run();

    /// <summary>Releases the task's resources.</summary>
    /// <param name="disposing">Whether this is called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) _cancellation.Dispose();
    }

    private protected ItemMetadata MetadataOf(ITaskItem item) => new(item.ItemSpec, ProjectDirectory, item.GetMetadata);

    /// <summary>
    /// The items whose stage has to be done again: an output is missing, or older than an input. MSBuild compares in the same way whether
    /// any has; the items were checked when they were resolved.
    /// </summary>
    private protected IReadOnlyList<(ITaskItem Item, ModelItem Model)> OutOfDate(Func<ModelItem, (string[] Inputs, string[] Outputs)> filesOf)
    {
        var models = new List<(ITaskItem Item, ModelItem Model)>();
        foreach (ITaskItem item in Models)
        {
            var model = ModelItem.Parse(MetadataOf(item), RootNamespace);
            (string[] inputs, string[] outputs) = filesOf(model);
            if (outputs.All(File.Exists) && outputs.Min(File.GetLastWriteTimeUtc) >= inputs.Max(File.GetLastWriteTimeUtc)) continue;
            Log.LogMessage(MessageImportance.Normal, $"{GetType().Name}: {model.Name}");
            models.Add((item, model));
        }

        return models;
    }

    /// <summary>Works on models side by side, and reports what went wrong in the order of the items.</summary>
    private protected void ForEach<TModel>(IReadOnlyList<(ITaskItem Item, TModel Model)> models, Action<TModel> action)
    {
        var failures = new ConcurrentDictionary<int, Exception>();
        Parallel.For(0, models.Count, new ParallelOptions { CancellationToken = Cancellation }, index =>
        {
            try
            {
                action(models[index].Model);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The other models are built all the same: their diagnostics and outputs are wanted too.
                failures[index] = exception;
            }
        });

        foreach ((int index, Exception failure) in failures.OrderBy(failure => failure.Key)) Report(models[index].Item, failure);
    }

    private protected void Report(ITaskItem? item, Exception exception)
    {
        if (exception is DiagnosticException stop)
        {
            Report(item, stop.Diagnostic);
            return;
        }

        Report(item, EnvironmentDiagnostics.Defect(exception));
        Log.LogMessage(MessageImportance.Low, exception.ToString());
    }

    /// <summary>Logs a diagnostic at the line of its item, or at the project file.</summary>
    private protected void Report(ITaskItem? item, Diagnostic diagnostic, bool asWarning = false)
    {
        string file = item?.GetMetadata("DefiningProjectFullPath") is { Length: > 0 } declaring ? declaring : ProjectFile;
        ItemLocation location = item is null ? default : ItemLocation.Find(file, "TinyModel", item.ItemSpec);
        string page = new Uri(Path.Combine(PackageFolder, "docs", "diagnostics.html")).AbsoluteUri;
        string help = $"{page}#{diagnostic.Code.ToLowerInvariant()}";
        if (asWarning) Log.LogWarning(null, diagnostic.Code, null, help, file, location.Line, location.Column, 0, 0, diagnostic.Message);
        else Log.LogError(null, diagnostic.Code, null, help, file, location.Line, location.Column, 0, 0, diagnostic.Message);
    }
}
