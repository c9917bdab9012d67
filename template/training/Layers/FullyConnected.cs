using System;
using System.Collections.Generic;

namespace TinyMl.Training.Layers;

/// <summary>
/// <c>y[o] = bias[o] + sum over i of w[o, i] * x[i]</c>: [samples, inputs, 1] to [samples, outputs, 1], with weights
/// [outputs, inputs].
/// </summary>
internal sealed class FullyConnected(int inputs, int outputs, SeededRandom random) : Layer
{
    private readonly Parameter _weights = new(random.Gaussians(outputs * inputs, MathF.Sqrt(1f / inputs)));
    private readonly Parameter _bias = new(new float[outputs]);
    private Features? _input;

    public int Inputs => inputs;

    public int Outputs => outputs;

    public ReadOnlySpan<float> Weights => _weights.Values;

    public ReadOnlySpan<float> Bias => _bias.Values;

    public override IReadOnlyList<Parameter> Parameters => [_weights, _bias];

    public override Features Forward(Features input, bool training)
    {
        _input = input;
        var output = new Features(input.Samples, outputs, 1);
        for (int sample = 0; sample < input.Samples; sample++)
        {
            Span<float> x = input.Sample(sample);
            Span<float> y = output.Sample(sample);
            for (int o = 0; o < outputs; o++)
            {
                float sum = _bias.Values[o];
                for (int i = 0; i < inputs; i++)
                    sum += _weights.Values[(o * inputs) + i] * x[i];
                y[o] = sum;
            }
        }

        return output;
    }

    public override Features Backward(Features outputGradient)
    {
        Features input = _input ?? throw new InvalidOperationException("Forward comes first.");
        Features inputGradient = input.NewLike();
        Array.Clear(_weights.Gradients);
        Array.Clear(_bias.Gradients);
        for (int sample = 0; sample < input.Samples; sample++)
        {
            Span<float> x = input.Sample(sample);
            Span<float> dx = inputGradient.Sample(sample);
            Span<float> dy = outputGradient.Sample(sample);
            for (int o = 0; o < outputs; o++)
            {
                _bias.Gradients[o] += dy[o];
                for (int i = 0; i < inputs; i++)
                {
                    _weights.Gradients[(o * inputs) + i] += dy[o] * x[i];
                    dx[i] += dy[o] * _weights.Values[(o * inputs) + i];
                }
            }
        }

        return inputGradient;
    }
}
