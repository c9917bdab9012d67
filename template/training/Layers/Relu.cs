using System;

namespace TinyMl.Training.Layers;

/// <summary>Rectified linear unit: <c>max(x, 0)</c>.</summary>
internal sealed class Relu : Layer
{
    private Features? _output;

    public override Features Forward(Features input, bool training)
    {
        Features output = input.NewLike();
        Span<float> x = input.Values;
        Span<float> y = output.Values;
        for (int i = 0; i < y.Length; i++)
            y[i] = Math.Max(x[i], 0);
        _output = output;
        return output;
    }

    public override Features Backward(Features outputGradient)
    {
        Features output = _output ?? throw new InvalidOperationException("Forward comes first.");
        Features inputGradient = output.NewLike();
        Span<float> y = output.Values;
        Span<float> dy = outputGradient.Values;
        Span<float> dx = inputGradient.Values;
        for (int i = 0; i < dx.Length; i++)
            dx[i] = y[i] > 0 ? dy[i] : 0;
        return inputGradient;
    }
}
