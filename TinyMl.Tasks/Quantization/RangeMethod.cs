using System.Collections.Immutable;

namespace TinyMl.Tasks.Quantization;

/// <summary>How the ranges of activations are set: from the calibration data, without a share of the values at each end.</summary>
/// <param name="Name">The name in reports.</param>
/// <param name="Tail">The share; those values saturate.</param>
internal sealed record RangeMethod(string Name, double Tail)
{
    /// <summary>From the least to the largest value.</summary>
    public static RangeMethod MinMax { get; } = new("min-max", 0);

    /// <summary>The methods that are tried, in ascending order of what they give up.</summary>
    public static ImmutableArray<RangeMethod> All { get; } = [MinMax, new("percentile 99.997", 0.00003), new("percentile 99.99", 0.0001)];
}
