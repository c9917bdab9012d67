using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Budget;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Options;

namespace TinyMl.Tasks.Tests.Budget;

/// <summary>Models, budgets and catalogues for tests, with nothing in them that a test does not name.</summary>
internal static class BudgetSamples
{
    /// <summary>A model of these sizes that cannot be made smaller.</summary>
    public static BudgetedModel Model(string name, int flash, int ram, params LayerReport[] layers) =>
        new(Report(name, "Int4", flash, ram, layers), null, null, null, mode => throw new InvalidOperationException($"{name} was measured at {mode}."));

    /// <summary>A float model of these sizes, and what it takes at each smaller quantization, of which it may be unable to have int16x8.</summary>
    public static BudgetedModel FloatModel(string name, int flash, int ram, Footprint float16, Footprint int8, string quantization = "None", Footprint? int16x8 = null) =>
        new(Report(name, quantization, flash, ram, []), null, null, null, mode => mode switch
        {
            QuantizationMode.Float16 => float16,
            QuantizationMode.Int16x8 => int16x8 ?? throw ModelDiagnostics.BadMetadata("Quantization", "Int16x8", "of this model"),
            _ => int8,
        });

    public static ModelReport Report(string name, string quantization, int flash, int ram, params LayerReport[] layers) => new()
    {
        Name = name,
        Source = new SourceReport($"{name}.onnx", "00112233445566778899aabbccddeeff"),
        Quantization = quantization,
        Flash = new FlashReport(flash, null, flash, 0, 0, 0),
        Ram = new RamReport(ram, null, ram - (ram / 10), ram / 10, ram / 2, Proved: false, "peak"),
        Macs = 0,
        Parameters = 0,
        Passes = [],
        Kernels = [],
        Layers = [.. layers],
    };

    public static LayerReport Layer(string name, int weightBytes, int liveBytes) =>
        new(name, "Conv2D", [1, 2, 2, 1], 0, weightBytes, "raw", 8, 0, null, liveBytes);

    public static Device Board(string id, long? flash, long? ram) => new()
    {
        Id = id,
        Name = id,
        Mcu = "",
        Core = "",
        FlashBytes = flash,
        RamBytes = ram,
        Features = [],
        Sources = new Dictionary<string, string>(),
    };

    public static DeviceCatalog Catalog(params Device[] devices) => new([.. devices]);

    public static DeviceCatalog RealCatalog() => DeviceCatalog.Read(RepositoryFiles.Find("TinyMl.Sdk", "devices.json"));

    /// <summary>The budget of a project with these properties.</summary>
    public static ProjectBudget Resolve(
        DeviceCatalog catalog, string? device = null, string? flash = null, string? ram = null, string? flashReserve = null, string? ramReserve = null) =>
        ProjectBudget.Resolve(new BudgetProperties(device, flash, ram, flashReserve, ramReserve), catalog);

    /// <summary>The codes and the models that they are reported at.</summary>
    public static ImmutableArray<string> Verdicts(IEnumerable<BudgetViolation> violations) =>
        [.. violations.Select(violation => $"{violation.Diagnostic.Code} {violation.ModelName}")];
}
