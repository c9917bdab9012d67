using System.Collections.Immutable;

namespace TinyMl.Tasks.Emit;

/// <summary>What is known of a compiled model: the content of <c>&lt;Name&gt;.report.json</c>. Sizes are in bytes.</summary>
internal sealed record ModelReport
{
    public required string Name { get; init; }

    public required SourceReport Source { get; init; }

    /// <summary>The device's id, or null where none is declared.</summary>
    public string? Device { get; init; }

    /// <summary>What was asked for: a value of the Quantization metadata; "source" where the file was quantized already.</summary>
    public required string Quantization { get; init; }

    /// <summary>How activation ranges were set ("min-max", "percentile 99.99"), or null where nothing was calibrated.</summary>
    public string? Ranges { get; init; }

    public required FlashReport Flash { get; init; }

    public required RamReport Ram { get; init; }

    /// <summary>Multiply-accumulates of one inference.</summary>
    public required long Macs { get; init; }

    /// <summary>What an inference takes on the device; null where nothing is known of its core.</summary>
    public EstimateReport? Estimate { get; init; }

    /// <summary>Weights and biases, counted after simplification.</summary>
    public required long Parameters { get; init; }

    /// <summary>Null where no data was given.</summary>
    public AccuracyReport? Accuracy { get; init; }

    /// <summary>Null where no mix was searched.</summary>
    public SearchReport? Search { get; init; }

    public required ImmutableArray<PassReport> Passes { get; init; }

    /// <summary>The kernels that the packed model needs, by the names of their codes, in order.</summary>
    public required ImmutableArray<string> Kernels { get; init; }

    /// <summary>What the source model calls its classes, in the order of their scores; empty where it does not say it.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>What was not checked, and why.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    public required ImmutableArray<LayerReport> Layers { get; init; }
}
