using System;
using System.Collections.Generic;

namespace TinyMl.Training.Layers;

/// <summary>
/// Convolution along time without bias (batch normalization follows and has one):
/// <c>y[o, t] = sum over i, k of w[o, i, k] * x[i, t * stride + k - padding]</c>, zeros outside of the signal.
/// Weights are [outputs, inputs, kernel], drawn as He et al. 2015 propose.
/// </summary>
internal sealed class Convolution : Layer
{
    private readonly Parameter _weights;
    private Features? _input;

    public Convolution(int inputs, int outputs, int kernel, int stride, SeededRandom random)
    {
        (Inputs, Outputs, Kernel, Stride) = (inputs, outputs, kernel, stride);
        _weights = new Parameter(random.Gaussians(outputs * inputs * kernel, MathF.Sqrt(2f / (inputs * kernel))));
    }

    public int Inputs { get; }

    public int Outputs { get; }

    public int Kernel { get; }

    public int Stride { get; }

    /// <summary>Zeros on either side.</summary>
    public int Padding => Kernel / 2;

    public ReadOnlySpan<float> Weights => _weights.Values;

    public override IReadOnlyList<Parameter> Parameters => [_weights];

    public override Features Forward(Features input, bool training)
    {
        _input = input;
        var output = new Features(input.Samples, Outputs, OutputLength(input.Length));
        for (int sample = 0; sample < input.Samples; sample++)
        {
            for (int o = 0; o < Outputs; o++)
            {
                for (int i = 0; i < Inputs; i++)
                    Correlate(input.Row(sample, i), KernelOf(_weights.Values, o, i), output.Row(sample, o));
            }
        }

        return output;
    }

    public override Features Backward(Features outputGradient)
    {
        Features input = _input ?? throw new InvalidOperationException("Forward comes first.");
        Features inputGradient = input.NewLike();
        Array.Clear(_weights.Gradients);
        for (int sample = 0; sample < input.Samples; sample++)
        {
            for (int o = 0; o < Outputs; o++)
            {
                ReadOnlySpan<float> dy = outputGradient.Row(sample, o);
                for (int i = 0; i < Inputs; i++)
                {
                    AddWeightGradient(input.Row(sample, i), dy, KernelOf(_weights.Gradients, o, i));
                    AddInputGradient(KernelOf(_weights.Values, o, i), dy, inputGradient.Row(sample, i));
                }
            }
        }

        return inputGradient;
    }

    private int OutputLength(int length) => ((length + (2 * Padding) - Kernel) / Stride) + 1;

    private Span<float> KernelOf(float[] values, int output, int input) =>
        values.AsSpan(((output * Inputs) + input) * Kernel, Kernel);

    private void Correlate(ReadOnlySpan<float> x, ReadOnlySpan<float> w, Span<float> y)
    {
        for (int t = 0; t < y.Length; t++)
        {
            (int start, int first, int end) = Window(t, x.Length);
            float sum = 0;
            for (int k = first; k < end; k++)
                sum += w[k] * x[start + k];
            y[t] += sum;
        }
    }

    private void AddWeightGradient(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dw)
    {
        for (int t = 0; t < dy.Length; t++)
        {
            (int start, int first, int end) = Window(t, x.Length);
            for (int k = first; k < end; k++)
                dw[k] += dy[t] * x[start + k];
        }
    }

    private void AddInputGradient(ReadOnlySpan<float> w, ReadOnlySpan<float> dy, Span<float> dx)
    {
        for (int t = 0; t < dy.Length; t++)
        {
            (int start, int first, int end) = Window(t, dx.Length);
            for (int k = first; k < end; k++)
                dx[start + k] += dy[t] * w[k];
        }
    }

    /// <summary>Where the kernel lies in the signal for output <paramref name="t"/>, and which of its taps lie inside.</summary>
    private (int Start, int FirstTap, int EndTap) Window(int t, int length)
    {
        int start = (t * Stride) - Padding;
        return (start, Math.Max(0, -start), Math.Min(Kernel, length - start));
    }
}
