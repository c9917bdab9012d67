namespace TinyMl.Tasks.Options;

/// <summary>What a <c>TinyModel</c> item asks of the compiler, parsed and checked. Paths are absolute.</summary>
internal sealed record CompileOptions
{
    public QuantizationMode Quantization { get; init; } = QuantizationMode.Int8;

    public PruningMode Pruning { get; init; }

    /// <summary>The share of weights, or of channels, to remove, in [0, 0.95].</summary>
    public double Sparsity { get; init; }

    public CompressionMode Compression { get; init; }

    /// <summary>A data file or a folder, or null.</summary>
    public string? CalibrationData { get; init; }

    /// <summary>A data file or a folder with targets, or null.</summary>
    public string? ValidationData { get; init; }

    /// <summary>A recipe's file, or null.</summary>
    public string? Recipe { get; init; }

    /// <summary>At least 0: an absolute accuracy; below 0: relative to the float model; null: no gate.</summary>
    public double? MinAccuracy { get; init; }

    /// <summary>The bytes that the packed file may take, where <see cref="DependsOnBudget"/>; null where they are not limited.</summary>
    public long? FlashBudget { get; init; }

    /// <summary>The bytes of arena and runtime, where <see cref="DependsOnBudget"/>; null where they are not limited.</summary>
    public long? RamBudget { get; init; }

    /// <summary>Whether the budgets decide how the model is compiled, and not only whether it fits.</summary>
    public bool DependsOnBudget => Quantization == QuantizationMode.Auto || Compression == CompressionMode.Auto;
}
