using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Budget;
using TinyMl.Tasks.Emit;

namespace TinyMl.Tasks.Diagnostics;

/// <summary>The diagnostics TML2xxx (it does not fit) and TML3xxx (the device).</summary>
internal static class BudgetDiagnostics
{
    private const int NamedLayers = 3;

    public static Diagnostic ModelTooLarge(Memory memory, ModelReport model, long budget, double? requiredAccuracy, CheapestChange change)
    {
        long need = memory == Memory.Flash ? model.Flash.Bytes : model.Ram.Bytes;
        string layers = memory == Memory.Flash
            ? $"The largest layers are {Largest(model, layer => layer.WeightBytes)}."
            : $"The arena takes {ByteSize.Format(model.Ram.Arena)} and the runtime {ByteSize.Format(model.Ram.Runtime)}; the peak is at {model.Ram.PeakLayer}, the largest layers are {Largest(model, layer => layer.LiveBytes)}.";
        string tried = memory == Memory.Flash ? SearchSummary.Of(model, budget, requiredAccuracy) : "";
        return new Diagnostic(
            memory == Memory.Flash ? "TML2001" : "TML2002",
            $"{model.Name} needs {ByteSize.Format(need)} of {Name(memory)}, the budget is {ByteSize.Format(budget)}: {ByteSize.Format(need - budget)} too many. {layers}{tried} {Cure(memory, change)}");
    }

    public static Diagnostic ProjectTooLarge(Memory memory, ImmutableArray<ModelReport> models, long need, long budget, CheapestChange change)
    {
        IEnumerable<string> shares = models
            .Select(model => (model.Name, Bytes: memory == Memory.Flash ? model.Flash.Bytes : model.Ram.Bytes))
            .OrderByDescending(share => share.Bytes)
            .Select(share => $"{share.Name} {ByteSize.Format(share.Bytes)}");
        return new Diagnostic(
            memory == Memory.Flash ? "TML2011" : "TML2012",
            $"The models of the project need {ByteSize.Format(need)} of {Name(memory)} together, the budget is {ByteSize.Format(budget)}: {ByteSize.Format(need - budget)} too many. They take {string.Join(", ", shares)}. {Cure(memory, change)}");
    }

    public static Diagnostic NotAccurate(ModelReport model, AccuracyReport accuracy, double required, long? flashBudget) =>
        new("TML2003", FormattableString.Invariant($"{model.Name} reaches {accuracy.Metric} {accuracy.Packed:0.0000} on {accuracy.Samples} samples, MinAccuracy asks for {required:0.0000}; the float model reaches {accuracy.Float:0.0000}.{SearchSummary.Of(model, flashBudget, required)} Give calibration data that is closer to the validation data, remove less with Sparsity, or use a Quantization that is closer to float."));

    public static DiagnosticException UnknownDevice(string id, string nearest) =>
        new(new Diagnostic("TML3001", $"TinyMlDevice=\"{id}\" is not in the device catalogue. Did you mean \"{nearest}\"? docs/devices.md lists all ids; without a device, set TinyMlFlashBudget and TinyMlRamBudget."));

    public static DiagnosticException BadSize(string name, string value) =>
        new(new Diagnostic("TML3002", $"{name}=\"{value}\" is not a size. Write bytes (262144) or a number with KB, KiB, MB or MiB (256KB, 1.5MB); K is 1024."));

    public static DiagnosticException NothingLeft(string memory, long available, string reserveName, long reserve) =>
        new(new Diagnostic("TML3002", $"{reserveName} of {ByteSize.Format(reserve)} leaves nothing of the {ByteSize.Format(available)} of {memory} for models. Lower the reserve, or raise the budget."));

    private static string Name(Memory memory) => memory == Memory.Flash ? "flash" : "RAM";

    private static string Largest(ModelReport model, Func<LayerReport, long> size) =>
        string.Join(", ", model.Layers.OrderByDescending(size).Take(NamedLayers).Where(layer => size(layer) > 0).Select(layer => $"{layer.Op} '{layer.Name}' ({ByteSize.Format(size(layer))})"));

    private static string Cure(Memory memory, CheapestChange change)
    {
        var ways = new List<string>();
        if (change.Quantization is { } mode)
        {
            ways.Add($"Quantization=\"{mode}\" on {string.Join(" and ", change.Requantized.Select(model => $"{model.Name} ({ByteSize.Format(model.Footprint.Of(memory))})"))}");
        }

        string budgets = string.Join(" and ", change.Budgets.Select(budget => FormattableString.Invariant($"{budget.Name} of at least {budget.Bytes} ({ByteSize.RoundUp(budget.Bytes)})")));
        if (!change.NeedsDevice) ways.Add(budgets);
        if (change.Device is { } device)
        {
            string with = change.NeedsDevice && budgets.Length > 0 ? $" with {budgets}" : "";
            ways.Add($"\"{device.Id}\", the smallest device that is large enough ({ByteSize.Format(device.FlashBytes!.Value)} of flash, {ByteSize.Format(device.RamBytes!.Value)} of RAM){with}");
        }

        string none = change.Quantization is null ? "No smaller Quantization of this version makes it fit. " : "";
        return ways.Count > 0
            ? $"{none}What would fit: {string.Join("; ", ways)}."
            : "Nothing helps: no smaller Quantization of this version fits, the device has no more, and no device of the catalogue is large enough. Use a smaller model.";
    }
}
