using System;

namespace TinyMl.Tasks.Calibrate;

/// <summary>The values that an activation took over the calibration data.</summary>
internal sealed class ActivationStatistics
{
    /// <summary>The largest share of the values that <see cref="RangeWithoutTails"/> can leave out at an end.</summary>
    public const double LargestTail = 0.0001;

    private readonly long _count;
    private readonly LargestValues _largest;
    private readonly LargestValues _largestNegated;
    private float _minimum = float.PositiveInfinity;
    private float _maximum = float.NegativeInfinity;

    /// <summary>Statistics of a number of values that is known beforehand, those of others that are added included.</summary>
    public ActivationStatistics(long count)
    {
        _count = count;
        int kept = checked((int)(count * LargestTail) + 1);
        _largest = new LargestValues(kept);
        _largestNegated = new LargestValues(kept);
    }

    /// <summary>All values.</summary>
    public ValueRange Range => new(_minimum, _maximum);

    /// <summary>All values but a share, at most <see cref="LargestTail"/>, of them at each end.</summary>
    public ValueRange RangeWithoutTails(double tail)
    {
        int count = (int)(_count * tail);
        return new ValueRange(-_largestNegated.After(count), _largest.After(count));
    }

    /// <summary>Takes what others have seen, whose number of values is the same.</summary>
    public void Add(ActivationStatistics others)
    {
        _minimum = Math.Min(_minimum, others._minimum);
        _maximum = Math.Max(_maximum, others._maximum);
        _largest.Add(others._largest);
        _largestNegated.Add(others._largestNegated);
    }

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
