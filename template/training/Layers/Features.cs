using System;

namespace TinyMl.Training.Layers;

/// <summary>A batch of signals: [samples, channels, length], row-major. Gradients have the same shape.</summary>
internal sealed class Features(int samples, int channels, int length)
{
    private readonly float[] _values = new float[samples * channels * length];

    public int Samples => samples;

    public int Channels => channels;

    public int Length => length;

    /// <summary>All values in order.</summary>
    public Span<float> Values => _values;

    /// <summary>The signal of one channel of one sample.</summary>
    public Span<float> Row(int sample, int channel) => _values.AsSpan(((sample * channels) + channel) * length, length);

    /// <summary>All values of one sample: [channels, length].</summary>
    public Span<float> Sample(int sample) => _values.AsSpan(sample * channels * length, channels * length);

    /// <summary>Zeros of the same shape.</summary>
    public Features NewLike() => new(samples, channels, length);
}
