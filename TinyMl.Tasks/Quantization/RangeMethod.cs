using System;
using System.Collections.Immutable;
using TinyMl.Tasks.Calibrate;

namespace TinyMl.Tasks.Quantization;

/// <summary>How the range of an activation follows from the values that it took over the calibration data.</summary>
internal sealed class RangeMethod
{
    private readonly Func<ActivationStatistics, ActivationHistogram, ValueRange> _range;

    private RangeMethod(string name, Func<ActivationStatistics, ActivationHistogram, ValueRange> range)
    {
        Name = name;
        _range = range;
    }

    /// <summary>From the least to the largest value.</summary>
    public static RangeMethod MinMax { get; } = new("min-max", (values, _) => values.Range);

    /// <summary>The methods that are tried.</summary>
    public static ImmutableArray<RangeMethod> All { get; } =
    [
        MinMax,
        new("percentile 99.997", (values, _) => values.RangeWithoutTails(0.00003)),
        new("percentile 99.99", (values, _) => values.RangeWithoutTails(0.0001)),
        new("mse", (_, histogram) => LeastSquaresRange.Of(histogram)),
        new("entropy", (_, histogram) => EntropyRange.Of(histogram)),
    ];

    /// <summary>The name in reports and recipes.</summary>
    public string Name { get; }

    /// <summary>The range, which lies within that of all values; those beyond it saturate.</summary>
    public ValueRange Of(ActivationStatistics values, ActivationHistogram histogram) => _range(values, histogram);
}
