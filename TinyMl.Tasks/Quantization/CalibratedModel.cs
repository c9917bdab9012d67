using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Calibrate;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Quantization;

/// <summary>A float graph with what its calibration data tells, from which it is quantized in one way or another.</summary>
internal sealed class CalibratedModel
{
    /// <summary>Enough to tell two forms apart; more only costs time.</summary>
    private const int MostSamples = 128;

    private readonly IntegerNodes _integers;
    private readonly ScaleGroups _groups;
    private readonly IReadOnlyDictionary<ScaleGroup, QuantizationParameters> _parameters;
    private readonly SampleSet _samples;
    private readonly ImmutableArray<int> _chosen;
    private readonly ImmutableArray<WeightedLayer> _layers;
    private readonly IReadOnlyDictionary<Tensor, Tensor> _means;
    private readonly RangeMethod _method;

    public CalibratedModel(Graph graph, ElementType type, CalibratedRanges ranges, SampleSet samples, CancellationToken cancellation)
    {
        Graph = GlobalPooling.AsMean(graph);
        _integers = new IntegerNodes(Graph, type);
        _groups = new ScaleGroups(Graph, _integers);
        _parameters = ActivationParameters.Choose(Graph, _integers, _groups, ranges.Of);
        _method = ranges.Method;
        _samples = samples;
        _chosen = [.. samples.Spread(MostSamples)];
        _layers = [.. Graph.Nodes.Where(_integers.Contains).Select(WeightedLayer.Of).OfType<WeightedLayer>().Where(layer => layer.Weights.Type == ElementType.Float32 && !layer.Node.Input.IsConstant)];
        _means = MeanActivations.Of(Graph, [.. _layers.Select(layer => layer.Node.Input).Distinct()], samples, _chosen, cancellation);
    }

    /// <summary>The float graph.</summary>
    public Graph Graph { get; }

    /// <summary>The graph with integers: weights to the nearest level, layer by layer from the inputs on, and their biases corrected.</summary>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public QuantizedGraph Quantize(CancellationToken cancellation)
    {
        var constants = new Dictionary<Node, LayerConstants>();
        foreach (WeightedLayer layer in _layers)
        {
            float scale = _parameters[_groups[layer.Node.Input]].Scale;
            Tensor weights = WeightQuantizer.Round(layer, WeightQuantizer.Scales(layer, 8, scale, _integers.Type), 8);
            ImmutableArray<double>? bias = null;
            if (layer.Bias is not null)
            {
                QuantizedGraph before = With(constants);
                Tensor input = before.Activations[layer.Node.Input];
                Graph prefix = before.Graph.With(outputs: [before.Activations[layer.Node.Output]]).WithoutUnused();
                bias = BiasCorrection.Correct(layer, weights, _means[layer.Node.Input], MeanActivations.Of(prefix, [input], _samples, _chosen, cancellation)[input]);
            }

            constants.Add(layer.Node, new LayerConstants(weights, bias));
        }

        return With(constants);
    }

    private QuantizedGraph With(IReadOnlyDictionary<Node, LayerConstants> layers)
    {
        (Graph result, IReadOnlyDictionary<Tensor, Tensor> activations) = IntegerRewriter.Rewrite(Graph, _integers, _groups, _parameters, layers);
        return new QuantizedGraph(result, activations, _method);
    }
}
