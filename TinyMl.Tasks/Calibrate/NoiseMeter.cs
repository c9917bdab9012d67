using System;

namespace TinyMl.Tasks.Calibrate;

/// <summary>Signal to quantization noise: the energy of reference values against the energy of what others differ from them.</summary>
internal sealed class NoiseMeter
{
    /// <summary>The sum of the squares of the reference values.</summary>
    public double Signal { get; private set; }

    /// <summary>The sum of the squares of the differences.</summary>
    public double Noise { get; private set; }

    /// <summary>The ratio in decibels; null where there is no noise, no signal to compare it with, or either is beyond numbers.</summary>
    public double? Decibels => Noise > 0 && double.IsNormal(Signal / Noise) ? Calibrate.Decibels.Of(Signal / Noise) : null;

    /// <summary>Adds values beside the reference values that they stand for.</summary>
    public void Add(ReadOnlySpan<float> reference, ReadOnlySpan<float> values)
    {
        for (int i = 0; i < reference.Length; i++)
        {
            double difference = (double)values[i] - reference[i];
            Signal += (double)reference[i] * reference[i];
            Noise += difference * difference;
        }
    }
}
