using System;
using System.Collections.Generic;

namespace TinyMl.Training.Layers;

/// <summary>
/// Batch normalization (Ioffe and Szegedy, 2015) per channel: with the statistics of the batch while training, which
/// the running mean and variance follow; with these two afterwards.
/// </summary>
internal sealed class BatchNormalization(int channels) : Layer
{
    /// <summary>Added to the variance.</summary>
    public const float Epsilon = 1e-5f;

    private const float Momentum = 0.1f;

    private readonly Parameter _scale = new(Ones(channels));
    private readonly Parameter _bias = new(new float[channels]);
    private readonly float[] _runningMean = new float[channels];
    private readonly float[] _runningVariance = Ones(channels);
    private readonly float[] _inverseDeviation = new float[channels];
    private Features? _normalized;

    public int Channels => channels;

    public ReadOnlySpan<float> Scale => _scale.Values;

    public ReadOnlySpan<float> Bias => _bias.Values;

    public ReadOnlySpan<float> RunningMean => _runningMean;

    public ReadOnlySpan<float> RunningVariance => _runningVariance;

    public override IReadOnlyList<Parameter> Parameters => [_scale, _bias];

    public override Features Forward(Features input, bool training)
    {
        Features output = input.NewLike();
        Features normalized = input.NewLike();
        for (int channel = 0; channel < channels; channel++)
        {
            (float mean, float variance) = training
                ? BatchStatistics(input, channel)
                : (_runningMean[channel], _runningVariance[channel]);
            _inverseDeviation[channel] = 1 / MathF.Sqrt(variance + Epsilon);
            for (int sample = 0; sample < input.Samples; sample++)
            {
                Span<float> x = input.Row(sample, channel);
                Span<float> n = normalized.Row(sample, channel);
                Span<float> y = output.Row(sample, channel);
                for (int t = 0; t < x.Length; t++)
                {
                    n[t] = (x[t] - mean) * _inverseDeviation[channel];
                    y[t] = (_scale.Values[channel] * n[t]) + _bias.Values[channel];
                }
            }
        }

        _normalized = normalized;
        return output;
    }

    public override Features Backward(Features outputGradient)
    {
        Features normalized = _normalized ?? throw new InvalidOperationException("Forward comes first.");
        Features inputGradient = normalized.NewLike();
        float count = normalized.Samples * normalized.Length;
        for (int channel = 0; channel < channels; channel++)
        {
            float scaleGradient = 0;
            float biasGradient = 0;
            for (int sample = 0; sample < normalized.Samples; sample++)
            {
                Span<float> dy = outputGradient.Row(sample, channel);
                Span<float> n = normalized.Row(sample, channel);
                for (int t = 0; t < dy.Length; t++)
                {
                    scaleGradient += dy[t] * n[t];
                    biasGradient += dy[t];
                }
            }

            _scale.Gradients[channel] = scaleGradient;
            _bias.Gradients[channel] = biasGradient;
            float factor = _scale.Values[channel] * _inverseDeviation[channel];
            for (int sample = 0; sample < normalized.Samples; sample++)
            {
                Span<float> dx = inputGradient.Row(sample, channel);
                Span<float> dy = outputGradient.Row(sample, channel);
                Span<float> n = normalized.Row(sample, channel);
                for (int t = 0; t < dx.Length; t++)
                    dx[t] = factor * (dy[t] - ((biasGradient + (n[t] * scaleGradient)) / count));
            }
        }

        return inputGradient;
    }

    private (float Mean, float Variance) BatchStatistics(Features input, int channel)
    {
        int count = input.Samples * input.Length;
        double sum = 0;
        double sumOfSquares = 0;
        for (int sample = 0; sample < input.Samples; sample++)
        {
            foreach (float x in input.Row(sample, channel))
            {
                sum += x;
                sumOfSquares += (double)x * x;
            }
        }

        double mean = sum / count;
        double variance = Math.Max(0, (sumOfSquares / count) - (mean * mean));
        Follow(ref _runningMean[channel], mean);
        Follow(ref _runningVariance[channel], variance * count / (count - 1));
        return ((float)mean, (float)variance);
    }

    private static void Follow(ref float running, double current) => running += Momentum * ((float)current - running);

    private static float[] Ones(int length)
    {
        var values = new float[length];
        Array.Fill(values, 1);
        return values;
    }
}
