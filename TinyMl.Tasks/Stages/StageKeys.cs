using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using TinyMl.Tasks.Budget;
using TinyMl.Tasks.Options;

namespace TinyMl.Tasks.Stages;

/// <summary>
/// The keys of the stages: the content that a stage reads, the options that it reads, and the package's version, as lines of text.
/// What the stage before wrote is not in it; the targets compare its time stamp.
/// </summary>
/// <param name="PackageVersion">The version of the package in use.</param>
internal sealed record StageKeys(string PackageVersion)
{
    /// <summary>What the importer reads: the model, and the files that hold its weights.</summary>
    public string Import(ModelItem model, IEnumerable<string> externalFiles) => Text(
    [
        ("name", model.Name),
        ("file", Path.GetFileName(model.Path)),
        ("model", ContentHash.OfFile(model.Path)),
        .. externalFiles.Select(file => ("external", Path.GetFileName(file) + " " + (File.Exists(file) ? ContentHash.OfPath(file) : "missing"))),
    ]);

    /// <summary>What the compiler reads beside the graph.</summary>
    public string Compile(ModelItem model) => Text(
    [
        ("source", $"{ContentHash.OfFile(model.Path)} {Path.GetFileName(model.Path)}"),
        ("quantization", model.Compile.Quantization.ToString()),
        ("pruning", model.Compile.Pruning.ToString()),
        ("sparsity", Number(model.Compile.Sparsity)),
        ("compression", model.Compile.Compression.ToString()),
        ("calibration", Data(model.Compile.CalibrationData)),
        ("validation", Data(model.Compile.ValidationData)),
        ("recipe", model.Compile.Recipe is null ? "" : ContentHash.OfFile(model.Compile.Recipe)),
        ("budget", model.Compile.DependsOnBudget ? $"{Number(model.Compile.FlashBudget)}|{Number(model.Compile.RamBudget)}" : ""),
        ("accuracy", model.Compile.Quantization == QuantizationMode.Auto ? Number(model.Compile.MinAccuracy) : ""),
    ]);

    /// <summary>What the accessor is made of beside the packed model.</summary>
    public string Accessor(ModelItem model) => Text(
    [
        ("class", model.Name),
        ("namespace", model.Namespace),
        ("resource", model.LogicalName),
        ("labels", Data(model.Labels)),
    ]);

    /// <summary>What the verdict depends on beside the compiled models.</summary>
    public string Check(IEnumerable<ModelItem> models, BudgetProperties properties, bool asWarning) => Text(
    [
        ("device", properties.Device ?? ""),
        ("flash", $"{properties.FlashBudget} less {properties.FlashReserve}"),
        ("ram", $"{properties.RamBudget} less {properties.RamReserve}"),
        ("severity", asWarning ? "warning" : "error"),
        .. models.Select(model => (model.Name, $"{Number(model.FlashBudget)}|{Number(model.RamBudget)}|{Number(model.Compile.MinAccuracy)}")),
    ]);

    /// <summary>A data file is read by its extension, so that this counts beside the content.</summary>
    private static string Data(string? path) => path is null ? "" : $"{ContentHash.OfPath(path)} {Path.GetExtension(path)}";

    private static string Number(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private string Text(IEnumerable<(string Name, string Value)> lines)
    {
        var text = new StringBuilder($"TinyMl.Sdk {PackageVersion}\n");
        foreach ((string name, string value) in lines) text.Append(name).Append(": ").Append(value).Append('\n');
        return text.ToString();
    }
}
