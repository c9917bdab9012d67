using System;
using System.Collections.Generic;
using TinyMl.Training.Layers;
using TinyMl.Training.Signals;

namespace TinyMl.Training.Learning;

/// <summary>The loss <c>-log softmax(logits)[class]</c>, averaged over the batch.</summary>
internal static class SoftmaxCrossEntropy
{
    /// <summary>The gradient with respect to the logits: <c>(softmax - onehot) / samples</c>.</summary>
    public static Features Gradient(Features logits, IReadOnlyList<Recording> targets)
    {
        Features gradient = logits.NewLike();
        for (int sample = 0; sample < logits.Samples; sample++)
        {
            Span<float> row = gradient.Sample(sample);
            Softmax(logits.Sample(sample), row);
            row[(int)targets[sample].Gesture] -= 1;
            foreach (ref float value in row)
                value /= logits.Samples;
        }

        return gradient;
    }

    private static void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities)
    {
        float largest = float.NegativeInfinity;
        foreach (float logit in logits)
            largest = Math.Max(largest, logit);

        float sum = 0;
        for (int i = 0; i < logits.Length; i++)
            sum += probabilities[i] = MathF.Exp(logits[i] - largest);
        foreach (ref float probability in probabilities)
            probability /= sum;
    }
}
