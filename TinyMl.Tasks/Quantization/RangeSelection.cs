using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Calibrate;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Quantization;

/// <summary>Tries quantized forms of a whole model on the calibration data.</summary>
internal static class RangeSelection
{
    /// <summary>Enough to tell two forms apart; more only costs time.</summary>
    private const int MostSamples = 128;

    // Values beyond a range are lost, in the calibration data and more so in what comes later: that must pay, by about 1 dB.
    private const double WorthwhileShare = 0.8;

    /// <summary>The form whose logits have the least noise against the float graph's; later ones only if their noise is clearly less.</summary>
    public static QuantizedGraph Best(Graph graph, IReadOnlyList<QuantizedGraph> candidates, SampleSet samples, CancellationToken cancellation)
    {
        ImmutableArray<Tensor> logits = Logits.Of(graph);
        var reference = new GraphRunner(graph);
        GraphRunner[] runners = [.. candidates.Select(candidate => new GraphRunner(candidate.Graph))];
        NoiseMeter[] meters = [.. candidates.Select(_ => new NoiseMeter())];
        float[] expected = new float[logits.Select(tensor => tensor.Shape.ElementCount).DefaultIfEmpty().Max()], actual = new float[expected.Length];
        foreach (int sample in samples.Spread(MostSamples))
        {
            cancellation.ThrowIfCancellationRequested();
            reference.Run(samples, sample);
            for (int i = 0; i < runners.Length; i++)
            {
                runners[i].Run(samples, sample);
                foreach (Tensor tensor in logits) meters[i].Add(reference.Read(tensor, expected), runners[i].Read(candidates[i].Activations[tensor], actual));
            }
        }

        int best = 0;
        for (int i = 1; i < meters.Length; i++)
        {
            if (meters[i].Noise < WorthwhileShare * meters[best].Noise) best = i;
        }

        return candidates[best];
    }
}
