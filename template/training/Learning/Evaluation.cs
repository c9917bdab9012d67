using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Training.Layers;
using TinyMl.Training.Signals;

namespace TinyMl.Training.Learning;

/// <summary>How well a network tells recordings apart.</summary>
internal sealed class Evaluation
{
    private readonly int[,] _confusion;

    private Evaluation(int[,] confusion, int samples) => (_confusion, Samples) = (confusion, samples);

    /// <summary>How many recordings were judged.</summary>
    public int Samples { get; }

    /// <summary>The share of recordings whose largest output is their class.</summary>
    public double Accuracy => (double)GestureSynthesizer.Gestures.Sum(gesture => Count(gesture, gesture)) / Samples;

    /// <summary>Runs <paramref name="network"/> over <paramref name="recordings"/>.</summary>
    public static Evaluation Of(GestureNetwork network, IReadOnlyList<Recording> recordings)
    {
        Features logits = network.Forward(GestureNetwork.ToFeatures(recordings), training: false);
        var confusion = new int[logits.Channels, logits.Channels];
        for (int sample = 0; sample < recordings.Count; sample++)
            confusion[(int)recordings[sample].Gesture, IndexOfLargest(logits.Sample(sample))]++;
        return new Evaluation(confusion, recordings.Count);
    }

    /// <summary>How many recordings of <paramref name="actual"/> were taken for <paramref name="predicted"/>.</summary>
    public int Count(Gesture actual, Gesture predicted) => _confusion[(int)actual, (int)predicted];

    private static int IndexOfLargest(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best])
                best = i;
        }

        return best;
    }
}
