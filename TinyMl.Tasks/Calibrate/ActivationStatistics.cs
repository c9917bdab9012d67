using System;

namespace TinyMl.Tasks.Calibrate;

/// <summary>The values that an activation took over the calibration data.</summary>
internal sealed class ActivationStatistics
{
    /// <summary>The share of the values beyond each end of <see cref="PercentileRange"/>.</summary>
    public const double TailShare = 0.0001;

    private readonly LargestValues _largest;
    private readonly LargestValues _largestNegated;
    private float _minimum = float.PositiveInfinity;
    private float _maximum = float.NegativeInfinity;

    /// <summary>Statistics of a number of values that is known beforehand.</summary>
    public ActivationStatistics(long count)
    {
        int kept = checked((int)(count * TailShare) + 1);
        _largest = new LargestValues(kept);
        _largestNegated = new LargestValues(kept);
    }

    /// <summary>All values.</summary>
    public ValueRange Range => new(_minimum, _maximum);

    /// <summary>All values but the share of <see cref="TailShare"/> at each end: percentiles 0.01 and 99.99.</summary>
    public ValueRange PercentileRange => new(-_largestNegated.Smallest(), _largest.Smallest());

    /// <summary>Takes the values of a sample.</summary>
    /// <returns>Whether all are finite; the others are not counted.</returns>
    public bool Add(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            if (!float.IsFinite(value)) return false;
            _minimum = Math.Min(_minimum, value);
            _maximum = Math.Max(_maximum, value);
            _largest.Add(value);
            _largestNegated.Add(-value);
        }

        return true;
    }
}
