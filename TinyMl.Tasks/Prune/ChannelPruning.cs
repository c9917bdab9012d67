using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Reconstruct;

namespace TinyMl.Tasks.Prune;

/// <summary>
/// Removes whole channels: sets the weights of the layers that read them to 0, whereupon the channels are dead, and those layers make up for it by least squares (He et al., "Channel
/// Pruning for Accelerating Very Deep Neural Networks", ICCV 2017). Always the channel goes that adds least error to its readers, weighted by
/// what that is worth at the network's output, for what it saves of weights and multiply-accumulates.
/// </summary>
internal static class ChannelPruning
{
    /// <summary>Removes round(<paramref name="share"/> * channels) of the channels that can go; those that go together count once. Every activation keeps one.</summary>
    /// <param name="graph">The float graph, simplified.</param>
    /// <param name="share">The share of channels to remove, in [0, 1].</param>
    /// <param name="samples">The calibration data.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <param name="progress">Told how far the work is.</param>
    /// <exception cref="ArgumentException">The graph is quantized.</exception>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static PrunedGraph Run(Graph graph, double share, SampleSet samples, CancellationToken cancellation, CompileProgress? progress = null)
    {
        progress ??= CompileProgress.None;
        if (graph.IsQuantized) throw new ArgumentException("Channels are removed before weights are quantized.", nameof(graph));

        ImmutableArray<WeightedLayer> layers = PrunableLayers.Of(graph);
        var channels = new RemovableChannels(graph);
        Dictionary<Node, bool[]> removed = Choose(graph, channels, share, samples, progress, cancellation);
        if (removed.Count == 0) return new PrunedGraph(graph, [.. layers.Select(layer => PrunableLayers.Left(layer, layer.Weights))]);
        return LayerwisePruning.Run(graph, layers, (i, _) => removed.GetValueOrDefault(layers[i].Node) ?? new bool[layers[i].Weights.Shape.ElementCount], samples, progress, cancellation);
    }

    /// <summary>The weights to remove of each layer that loses any.</summary>
    private static Dictionary<Node, bool[]> Choose(Graph graph, RemovableChannels channels, double share, SampleSet samples, CompileProgress progress, CancellationToken cancellation)
    {
        var removed = new Dictionary<Node, bool[]>();
        int wanted = (int)Math.Round(share * channels.Sets.Length, MidpointRounding.AwayFromZero);
        if (wanted == 0) return removed;

        ImmutableArray<WeightedLayer> readers = [.. channels.Readers.Select(reader => WeightedLayer.Of(reader)!.Value)];
        SecondMoments[] moments = LayerwisePruning.Moments(graph, readers, samples, progress, cancellation);
        ChannelElimination[] eliminations = [.. readers.Zip(moments, (reader, own) => new ChannelElimination(reader, own))];
        double[] worths = Worths(graph, channels, readers, moments, share, samples, progress, cancellation);
        var left = new List<int>(channels.Sets);
        Dictionary<int, double>[] prices = [.. readers.Select(_ => new Dictionary<int, double>())];
        for (int i = 0; i < readers.Length; i++) Update(i);
        for (int count = 0; count < wanted; count++)
        {
            progress.Report("removing", count + 1, wanted, "channels");
            cancellation.ThrowIfCancellationRequested();
            int[] candidates = [.. left.Where(channels.CanGo)];
            if (candidates.Length == 0) break;
            int next = candidates.MinBy(set => prices.Sum(own => own.GetValueOrDefault(set)) / channels.Savings[set]);
            left.Remove(next);
            channels.Remove(next);
            for (int i = 0; i < readers.Length; i++)
            {
                if (channels.Elements(next, readers[i].Node) is not { } elements) continue;
                eliminations[i].Remove(elements);
                Mark(readers[i], moments[i].Field, elements, removed);
                Update(i);
            }
        }

        return removed;

        void Update(int reader)
        {
            prices[reader].Clear();
            foreach (int set in left)
            {
                cancellation.ThrowIfCancellationRequested();
                if (channels.Elements(set, readers[reader].Node) is { } elements) prices[reader].Add(set, worths[reader] * eliminations[reader].Price(elements));
            }
        }
    }

    /// <summary>What an error at the output of each reader is worth, tried with the share of its channels that cost least.</summary>
    private static double[] Worths(
        Graph graph, RemovableChannels channels, ImmutableArray<WeightedLayer> readers, SecondMoments[] moments, double share, SampleSet samples, CompileProgress progress, CancellationToken cancellation)
    {
        var worth = new LayerWorth(graph, readers.Length, samples, cancellation);
        double[] worths = new double[readers.Length];
        for (int i = 0; i < worths.Length; i++)
        {
            progress.Report("weighing", i + 1, worths.Length, "layers");
            var elimination = new ChannelElimination(readers[i], moments[i]);
            int[][] elements = [.. channels.Sets.Select(set => channels.Elements(set, readers[i].Node)).OfType<int[]>()];
            double error = 0;
            var removed = new Dictionary<Node, bool[]>();
            foreach (int[] channel in elements.OrderBy(elimination.Price).Take(Math.Max(1, (int)(share * elements.Length))).ToArray())
            {
                cancellation.ThrowIfCancellationRequested();
                error += elimination.Price(channel);
                elimination.Remove(channel);
                Mark(readers[i], moments[i].Field, channel, removed);
            }

            worths[i] = worth.Of(readers[i], removed[readers[i].Node], error, moments[i]);
        }

        return worths;
    }

    private static void Mark(in WeightedLayer layer, ReceptiveField field, int[] elements, Dictionary<Node, bool[]> removed)
    {
        if (!removed.TryGetValue(layer.Node, out bool[]? own)) removed.Add(layer.Node, own = new bool[layer.Weights.Shape.ElementCount]);
        foreach (int element in elements)
        {
            for (int channel = 0; channel < layer.OutputChannels; channel++) own[field.WeightIndex(channel, element)] = true;
        }
    }
}
