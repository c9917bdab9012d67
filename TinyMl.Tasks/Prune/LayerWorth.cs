using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Calibrate;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Reconstruct;

namespace TinyMl.Tasks.Prune;

/// <summary>What an error at a layer's output is worth at the network's: the layer is pruned alone, and the noise of the logits compared with its own error.</summary>
internal sealed class LayerWorth
{
    private const int MostSamples = 32;

    private readonly Graph _graph;
    private readonly ImmutableArray<int> _chosen;
    private readonly OutputNoise _outputs;
    private readonly Dictionary<Tensor, Tensor> _activations;
    private readonly CancellationToken _cancellation;

    /// <summary>Runs the graph as it is.</summary>
    /// <param name="graph">The float graph.</param>
    /// <param name="layers">How many of its layers will be asked for.</param>
    /// <param name="samples">The calibration data.</param>
    /// <param name="cancellation">Stops the work, here and later.</param>
    public LayerWorth(Graph graph, int layers, SampleSet samples, CancellationToken cancellation)
    {
        _graph = graph;
        _chosen = AffordableSamples.Of(graph, samples, layers, MostSamples);
        _outputs = new OutputNoise(graph, samples, _chosen, cancellation);
        _activations = graph.Sources.Concat(graph.Nodes.SelectMany(node => node.Outputs)).ToDictionary(tensor => tensor);
        _cancellation = cancellation;
    }

    /// <summary>Energy at the logits by mean squared error at the layer's output; 1 where neither shows.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="removed">Weights to remove for the trial.</param>
    /// <param name="error">The error that this makes.</param>
    /// <param name="moments">The moments of the layer's inputs.</param>
    public double Of(in WeightedLayer layer, bool[] removed, double error, SecondMoments moments)
    {
        if (!(error > 0)) return 1;
        double noise = _outputs.Of(LayerwisePruning.Without(_graph, layer, removed, moments, _cancellation), _activations, _cancellation).Sum() / _chosen.Length;
        return noise > 0 ? noise / error : 1;
    }
}
