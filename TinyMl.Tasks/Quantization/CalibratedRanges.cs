using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Calibrate;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Simplify;

namespace TinyMl.Tasks.Quantization;

/// <summary>The ranges of a graph's activations by one method. Ends that an activation such as Relu6 bounds are never cut.</summary>
internal sealed class CalibratedRanges
{
    private readonly Dictionary<Tensor, ValueRange> _ranges = [];

    public CalibratedRanges(Graph graph, IReadOnlyDictionary<Tensor, ActivationStatistics> statistics, RangeMethod method)
    {
        Dictionary<Tensor, Node> producers = graph.Producers();
        foreach ((Tensor tensor, ActivationStatistics values) in statistics)
        {
            ActivationRange bounds = FusedActivation.Bounds(producers.GetValueOrDefault(tensor)?.Operator);
            ValueRange all = values.Range, most = values.RangeWithoutTails(method.Tail);
            _ranges.Add(tensor, new ValueRange(
                float.IsFinite(bounds.Minimum) ? all.Minimum : most.Minimum,
                float.IsFinite(bounds.Maximum) ? all.Maximum : most.Maximum));
        }

        Method = method;
    }

    public RangeMethod Method { get; }

    /// <summary>The range of an activation.</summary>
    public ValueRange Of(Tensor tensor) => _ranges[tensor];

    /// <summary>Whether every range is that of other ranges of the same graph.</summary>
    public bool AreThoseOf(CalibratedRanges other) => _ranges.All(pair => other.Of(pair.Key) == pair.Value);
}
