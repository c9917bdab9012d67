using System;

namespace TinyMl.Tasks.Calibrate;

/// <summary>The real values from <paramref name="Minimum"/> to <paramref name="Maximum"/>, both finite and inclusive.</summary>
internal readonly record struct ValueRange(float Minimum, float Maximum)
{
    /// <summary>The largest magnitude.</summary>
    public float Magnitude => Math.Max(Math.Abs(Minimum), Math.Abs(Maximum));

    /// <summary>The smallest range that holds both.</summary>
    public ValueRange Union(ValueRange other) => new(Math.Min(Minimum, other.Minimum), Math.Max(Maximum, other.Maximum));

    /// <summary>The range of some values, of which there is at least one.</summary>
    public static ValueRange Of(ReadOnlySpan<float> values)
    {
        float minimum = values[0], maximum = values[0];
        foreach (float value in values)
        {
            minimum = Math.Min(minimum, value);
            maximum = Math.Max(maximum, value);
        }

        return new ValueRange(minimum, maximum);
    }
}
