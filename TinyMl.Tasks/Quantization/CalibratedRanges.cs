using System.Collections.Generic;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Calibrate;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Simplify;

namespace TinyMl.Tasks.Quantization;

/// <summary>The ranges of a graph's activations by each method. Ends that an activation such as Relu6 bounds are never cut.</summary>
internal sealed class CalibratedRanges
{
    private readonly IReadOnlyDictionary<Tensor, ActivationStatistics> _statistics;
    private readonly IReadOnlyDictionary<Tensor, ActivationHistogram> _histograms;
    private readonly Dictionary<Tensor, Node> _producers;

    /// <summary>Runs the float graph over the data.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="samples">The calibration data, all of which counts for the least and largest values.</param>
    /// <param name="chosen">The samples that count for everything else.</param>
    /// <param name="cancellation">Stops the work between two samples.</param>
    /// <exception cref="Diagnostics.DiagnosticException"><c>TML1102</c>: the data drives an activation beyond finite values.</exception>
    /// <exception cref="System.OperationCanceledException">The build was canceled.</exception>
    public CalibratedRanges(Graph graph, SampleSet samples, IReadOnlyList<int> chosen, CancellationToken cancellation)
    {
        _producers = graph.Producers();
        _statistics = Calibrator.Run(graph, samples, cancellation);
        _histograms = ActivationHistogram.Of(graph, _statistics.ToDictionary(pair => pair.Key, pair => pair.Value.Range), samples, chosen, cancellation);
    }

    /// <summary>The range of an activation.</summary>
    public ValueRange Of(Tensor tensor, RangeMethod method)
    {
        ActivationRange bounds = FusedActivation.Bounds(_producers.GetValueOrDefault(tensor)?.Operator);
        ValueRange all = _statistics[tensor].Range, most = method.Of(_statistics[tensor], _histograms[tensor]);
        return new ValueRange(
            float.IsFinite(bounds.Minimum) ? all.Minimum : most.Minimum,
            float.IsFinite(bounds.Maximum) ? all.Maximum : most.Maximum);
    }
}
