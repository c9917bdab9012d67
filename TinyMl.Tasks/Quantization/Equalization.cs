using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Calibrate;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Simplify.Channels;

namespace TinyMl.Tasks.Quantization;

/// <summary>
/// Cross-layer equalization (Nagel et al., "Data-Free Quantization Through Weight Equalization and Bias Correction", 2019, section 4.1): powers of two for the
/// channels of activations that lessen what quantization is expected to cost at the network's outputs. Weights have a scale for each output channel, so that
/// what is balanced is an activation's channels, which share one step, against the weights that read them (Xiao et al., "SmoothQuant", 2023).
/// </summary>
internal static class Equalization
{
    // Of what is expected of activations that are scaled together; less does not show in the network, where other noise adds to it.
    private const double WorthwhileShare = 0.5;

    /// <summary>The scales of a float graph; none where little is expected of them.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="type">The type of its activations among integers: Int8 or Int16.</param>
    /// <param name="bitsOf">The bits of a layer's weights.</param>
    /// <param name="samples">Calibration data before the first node.</param>
    /// <param name="cancellation">Stops the work between two samples.</param>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static ChannelScales Of(Graph graph, ElementType type, Func<Node, int> bitsOf, Checkpoint samples, CancellationToken cancellation)
    {
        ChannelFlows flows = ScaleFlow.Of(graph);
        var tied = new TiedChannels(flows);
        ImmutableArray<Tensor> scalable = [.. tied.Activations.Where(tensor => tensor.Type == ElementType.Float32 && Sets(tensor).Any())];
        if (scalable.IsEmpty) return ChannelScales.None;

        // Activations that have channels of one set are scaled together.
        var joined = new DisjointSets(tied.Count);
        foreach (Tensor tensor in scalable)
        {
            foreach (int set in Sets(tensor)) joined.Join(Sets(tensor).First(), set);
        }

        var statistics = ChannelStatistics.Of(flows, scalable, samples, cancellation);
        var worths = new ChannelWorths(flows);
        var exponents = new Dictionary<int, int>();
        foreach (var together in scalable.GroupBy(tensor => joined.Find(Sets(tensor).First())))
        {
            cancellation.ThrowIfCancellationRequested();
            var balance = new ChannelBalance(flows, tied, [.. together], statistics, worths, bitsOf, type);
            (double share, IReadOnlyDictionary<int, int> best) = balance.Best();
            if (!(share <= WorthwhileShare)) continue;
            foreach ((int set, int exponent) in best) exponents.Add(set, exponent);
        }

        return ChannelScales.Of(flows, tied, set => exponents.GetValueOrDefault(set));

        IEnumerable<int> Sets(Tensor tensor) => tied.SetsOf(tensor).Where(set => !tied.IsFixed(set));
    }
}
