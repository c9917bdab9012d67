using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Simplify.Channels;

namespace TinyMl.Tasks.Quantization;

/// <summary>
/// What the channels of activations that are scaled together cost once they are quantized: the energy of the errors of activations, and of the weights that read
/// them, that is expected at the network's outputs. A value is off by a twelfth of its squared step on average.
/// </summary>
internal sealed class ChannelBalance
{
    // Channels that calibration data hardly drives come to more in other data, and none is raised to the whole range.
    private const double Headroom = 0.5;
    private const int LargestExponent = 8;

    // How much of a channel's factor is decided by the weights that read it; the rest is by its own range.
    private static readonly ImmutableArray<double> WeightShares = [0, 0.25, 0.5, 0.75, 1];

    private readonly ElementType _type;
    private readonly Dictionary<int, int> _places = [];
    private readonly List<Channels> _activations = [];
    private readonly List<Filter> _filters = [];
    private readonly double[] _ranges;
    private readonly double[] _weights;

    /// <summary>Takes in activations and the layers that read them.</summary>
    /// <param name="flows">The graph.</param>
    /// <param name="tied">The sets of channels that have one factor; those that are fixed have none.</param>
    /// <param name="together">The activations that have channels of sets that belong together.</param>
    /// <param name="statistics">The values of the activations.</param>
    /// <param name="worths">What errors in them are worth.</param>
    /// <param name="bitsOf">The bits of a layer's weights.</param>
    /// <param name="type">The type of activations among integers: Int8 or Int16.</param>
    public ChannelBalance(
        ChannelFlows flows, TiedChannels tied, ImmutableArray<Tensor> together, IReadOnlyDictionary<Tensor, ChannelStatistics> statistics, ChannelWorths worths, Func<Node, int> bitsOf, ElementType type)
    {
        _type = type;
        foreach (int set in together.SelectMany(tied.SetsOf).Where(set => !tied.IsFixed(set))) _places.TryAdd(set, _places.Count);
        _ranges = new double[_places.Count + 1];
        _weights = new double[_places.Count + 1];
        Dictionary<Tensor, Node> producers = flows.Graph.Producers();
        foreach (Tensor tensor in together)
        {
            // What only moves values has the step of what it moves.
            bool isRounded = !producers.TryGetValue(tensor, out Node? producer) || producer.Operator.IntegerForm != IntegerForm.InputScale;
            _activations.Add(new Channels(Places(tensor), statistics[tensor], isRounded ? worths[tensor] : null));
            AddRange(_activations[^1]);
        }

        foreach (Node node in flows.Graph.Nodes.Where(node => together.Contains(node.Input)))
        {
            if (flows.Of(node).Reads is { NeedsWholeInput: false } reads) AddFilters(reads, Places(node.Input), statistics[node.Input], worths[node.Output], bitsOf(node));
        }

        int[] Places(Tensor tensor) => [.. tied.SetsOf(tensor).Select(set => _places.GetValueOrDefault(set, _places.Count))];
    }

    /// <summary>The exponents of the sets that cost least, and what share of the cost without them that is; 1 where nothing is gained.</summary>
    public (double Share, IReadOnlyDictionary<int, int> Exponents) Best()
    {
        int[] best = new int[_places.Count + 1];
        double without = Cost(best), least = without;
        foreach (double share in WeightShares)
        {
            int[] exponents = Exponents(share);
            double cost = Cost(exponents);
            if (!(cost < least)) continue;
            (best, least) = (exponents, cost);
        }

        return (least < without ? least / without : 1, _places.ToDictionary(pair => pair.Key, pair => best[pair.Value]));
    }

    private void AddRange(Channels activation)
    {
        double largest = activation.Places.Select((_, channel) => activation.Statistics.Range(channel).Magnitude).Max();
        if (!(largest > 0)) return;
        for (int channel = 0; channel < activation.Places.Length; channel++)
        {
            ref double range = ref _ranges[activation.Places[channel]];
            range = Math.Max(range, activation.Statistics.Range(channel).Magnitude / largest);
        }
    }

    private void AddFilters(LayerReads reads, int[] places, ChannelStatistics statistics, IReadOnlyList<double> worths, int bits)
    {
        ReadOnlySpan<float> values = reads.Layer.Weights.Values<float>();
        var filters = Enumerable.Range(0, reads.OutputChannels).Select(_ => new (double Largest, int Count)[places.Length]).ToArray();
        for (int i = 0; i < values.Length; i++)
        {
            ref (double Largest, int Count) part = ref filters[reads.Layer.OutputChannel(i)][reads.InputChannel(i)];
            part = (Math.Max(part.Largest, Math.Abs(values[i])), part.Count + 1);
        }

        double levels = WeightQuantizer.LargestLevel(bits);
        for (int output = 0; output < filters.Length; output++)
        {
            (double Largest, int Count)[] filter = filters[output];
            double largest = filter.Max(part => part.Largest);
            if (!(largest > 0)) continue;
            int[] channels = [.. Enumerable.Range(0, filter.Length).Where(channel => filter[channel].Count > 0)];
            foreach (int channel in channels) _weights[places[channel]] = Math.Max(_weights[places[channel]], filter[channel].Largest / largest);
            _filters.Add(new Filter(worths[output] / (levels * levels), [.. channels.Select(channel => (places[channel], filter[channel].Largest, filter[channel].Count * statistics.MeanSquare(channel)))]));
        }
    }

    /// <summary>Exponents that weights decide to a share, such that the largest of all ranges stays where it is.</summary>
    private int[] Exponents(double weightShare)
    {
        double[] wanted = [.. _ranges.Zip(_weights, (range, weight) => (weightShare * Log2(weight)) - ((1 - weightShare) * Log2(range)))];
        double shift = wanted.Zip(_ranges, (exponent, range) => exponent + Log2(range)).SkipLast(1).Max() - _ranges.SkipLast(1).Max(Log2);
        return [.. wanted.SkipLast(1).Zip(_ranges, (exponent, range) => Math.Clamp((int)Math.Round(exponent - shift), -LargestExponent, Math.Max(0, (int)(-Log2(range) - Headroom)))), 0];
    }

    private double Cost(int[] exponents)
    {
        double[] factors = Array.ConvertAll(exponents, exponent => Math.ScaleB(1, exponent));
        return _activations.Sum(activation => activation.Cost(factors, _type)) + _filters.Sum(filter => filter.Cost(factors));
    }

    // To a tenth, but to the same bits on every machine.
    private static double Log2(double value)
    {
        int exponent = Math.Max(-LargestExponent, Math.ILogB(value));
        return exponent + Math.Max(0, Math.ScaleB(value, -exponent) - 1);
    }

    /// <summary>An activation.</summary>
    /// <param name="Places">The place of each channel among the factors.</param>
    /// <param name="Statistics">Its values.</param>
    /// <param name="Worths">What errors in each channel are worth; null where it is not rounded.</param>
    private sealed record Channels(int[] Places, ChannelStatistics Statistics, IReadOnlyList<double>? Worths)
    {
        public double Cost(double[] factors, ElementType type)
        {
            if (Worths is null) return 0;
            double minimum = 0, maximum = 0, worth = 0;
            for (int channel = 0; channel < Places.Length; channel++)
            {
                double factor = factors[Places[channel]];
                minimum = Math.Min(minimum, factor * Statistics.Range(channel).Minimum);
                maximum = Math.Max(maximum, factor * Statistics.Range(channel).Maximum);
                worth += Worths[channel] / (factor * factor);
            }

            double step = type == ElementType.Int16 ? Math.Max(maximum, -minimum) / short.MaxValue : (maximum - minimum) / byte.MaxValue;
            return step * step * worth;
        }
    }

    /// <summary>The weights of an output channel.</summary>
    /// <param name="Worth">What errors in it are worth, for steps of the largest weight.</param>
    /// <param name="Parts">For each input channel its place among the factors, the largest weight and the sum of the squares of what the weights meet.</param>
    private sealed record Filter(double Worth, (int Place, double Largest, double Energy)[] Parts)
    {
        public double Cost(double[] factors)
        {
            double largest = 0, energy = 0;
            foreach ((int place, double own, double met) in Parts)
            {
                largest = Math.Max(largest, own / factors[place]);
                energy += met * factors[place] * factors[place];
            }

            return Worth * largest * largest * energy;
        }
    }
}
