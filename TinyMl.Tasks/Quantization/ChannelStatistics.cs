using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Calibrate;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Simplify.Channels;

namespace TinyMl.Tasks.Quantization;

/// <summary>The values that each channel of an activation takes over some samples.</summary>
internal sealed class ChannelStatistics
{
    private readonly ValueRange[] _ranges;
    private readonly double[] _squares;
    private long _elements;

    private ChannelStatistics(int channels)
    {
        _ranges = new ValueRange[channels];
        _squares = new double[channels];
    }

    /// <summary>Runs a float graph.</summary>
    /// <param name="flows">The graph, with the axis of channels of each activation.</param>
    /// <param name="activations">Real activations.</param>
    /// <param name="samples">The samples, before the first node.</param>
    /// <param name="cancellation">Stops the work between two samples.</param>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static IReadOnlyDictionary<Tensor, ChannelStatistics> Of(ChannelFlows flows, ImmutableArray<Tensor> activations, Checkpoint samples, CancellationToken cancellation)
    {
        int longest = (int)activations.Max(tensor => tensor.Shape.ElementCount);
        var parts = samples.Gather(
            activations,
            [.. Enumerable.Range(0, samples.Count)],
            () => (Statistics: activations.Select(tensor => new ChannelStatistics(flows.ChannelsOf(tensor))).ToArray(), Buffer: new float[longest]),
            (own, runner, _) =>
            {
                for (int i = 0; i < activations.Length; i++) own.Statistics[i].Add(runner.Read(activations[i], own.Buffer), new AxisIndex(activations[i].Shape, flows.AxisOf(activations[i])));
            },
            cancellation);
        foreach (var part in parts.Skip(1))
        {
            for (int i = 0; i < activations.Length; i++) parts[0].Statistics[i].Add(part.Statistics[i]);
        }

        return activations.Zip(parts[0].Statistics).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    /// <summary>The least and largest values of a channel, 0 included.</summary>
    public ValueRange Range(int channel) => _ranges[channel];

    /// <summary>The mean of the squares of a channel's values.</summary>
    public double MeanSquare(int channel) => _squares[channel] / _elements;

    private void Add(ReadOnlySpan<float> values, AxisIndex index)
    {
        for (int start = 0, channel = 0; start < values.Length; start += (int)index.Inner, channel = (channel + 1) % index.Count)
        {
            ReadOnlySpan<float> own = values.Slice(start, (int)index.Inner);
            _ranges[channel] = _ranges[channel].Union(ValueRange.Of(own));
            foreach (float value in own) _squares[channel] += (double)value * value;
        }

        _elements += values.Length / index.Count;
    }

    private void Add(ChannelStatistics other)
    {
        for (int channel = 0; channel < _ranges.Length; channel++)
        {
            _ranges[channel] = _ranges[channel].Union(other._ranges[channel]);
            _squares[channel] += other._squares[channel];
        }

        _elements += other._elements;
    }
}
