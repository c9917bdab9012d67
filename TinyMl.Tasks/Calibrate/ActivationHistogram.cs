using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Calibrate;

/// <summary>How often an activation took values in each of 2048 bins of equal width between its least and its largest value.</summary>
internal sealed class ActivationHistogram(ValueRange range)
{
    public const int Bins = 2048;

    private readonly double _width = ((double)range.Maximum - range.Minimum) / Bins;
    private readonly long[] _counts = new long[Bins];

    /// <summary>The least and the largest value.</summary>
    public ValueRange Range { get; } = range;

    /// <summary>Whether there is but one value, or none that can be told from another.</summary>
    public bool IsConstant => !(_width > double.Epsilon);

    /// <summary>The counts of the bins.</summary>
    public ReadOnlySpan<long> Counts => _counts;

    /// <summary>The value in the middle of a bin.</summary>
    public double Center(int bin) => Range.Minimum + ((bin + 0.5) * _width);

    /// <summary>The bin of a value; the first or the last one for those beyond.</summary>
    public int Bin(double value) => IsConstant ? 0 : (int)Math.Clamp((value - Range.Minimum) / _width, 0, Bins - 1);

    /// <summary>Counts values, none of which is NaN.</summary>
    public void Add(ReadOnlySpan<float> values)
    {
        foreach (float value in values) _counts[Bin(value)]++;
    }

    /// <summary>The histograms of activations of a float graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="ranges">The activations, and the ranges of their values.</param>
    /// <param name="samples">The data.</param>
    /// <param name="chosen">The samples to run.</param>
    /// <param name="cancellation">Stops the work between two samples.</param>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static IReadOnlyDictionary<Tensor, ActivationHistogram> Of(
        Graph graph, IReadOnlyDictionary<Tensor, ValueRange> ranges, SampleSet samples, IReadOnlyList<int> chosen, CancellationToken cancellation)
    {
        int longest = (int)ranges.Keys.Select(tensor => tensor.Shape.ElementCount).DefaultIfEmpty().Max();
        var parts = SampleRuns.Gather(
            new GraphRunner(graph),
            chosen.Count,
            (runner, i) => runner.Run(samples, chosen[i]),
            () => (Histograms: ranges.ToDictionary(pair => pair.Key, pair => new ActivationHistogram(pair.Value)), Buffer: new float[longest]),
            (part, runner, _) =>
            {
                foreach ((Tensor tensor, ActivationHistogram histogram) in part.Histograms) histogram.Add(runner.Read(tensor, part.Buffer));
            },
            cancellation);
        var sums = ranges.ToDictionary(pair => pair.Key, pair => new ActivationHistogram(pair.Value));
        foreach ((Tensor tensor, ActivationHistogram sum) in sums)
        {
            foreach ((Dictionary<Tensor, ActivationHistogram> histograms, _) in parts)
            {
                for (int bin = 0; bin < Bins; bin++) sum._counts[bin] += histograms[tensor]._counts[bin];
            }
        }

        return sums;
    }
}
