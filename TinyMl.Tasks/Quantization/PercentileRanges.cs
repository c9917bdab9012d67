using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Calibrate;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Simplify;

namespace TinyMl.Tasks.Quantization;

/// <summary>Ranges without the outermost values, except at ends that an activation such as Relu6 bounds anyway.</summary>
internal sealed class PercentileRanges
{
    private readonly Dictionary<Tensor, ValueRange> _ranges = [];

    public PercentileRanges(Graph graph, IReadOnlyDictionary<Tensor, ActivationStatistics> statistics)
    {
        Dictionary<Tensor, Node> producers = graph.Producers();
        foreach ((Tensor tensor, ActivationStatistics values) in statistics)
        {
            ActivationRange bounds = FusedActivation.Bounds(producers.GetValueOrDefault(tensor)?.Operator);
            ValueRange all = values.Range, most = values.PercentileRange;
            _ranges.Add(tensor, new ValueRange(
                float.IsFinite(bounds.Minimum) ? all.Minimum : most.Minimum,
                float.IsFinite(bounds.Maximum) ? all.Maximum : most.Maximum));
        }

        AreMinMax = statistics.All(pair => _ranges[pair.Key] == pair.Value.Range);
    }

    /// <summary>Whether no range is smaller than that of all values.</summary>
    public bool AreMinMax { get; }

    /// <summary>The range of an activation.</summary>
    public ValueRange Of(Tensor tensor) => _ranges[tensor];
}
