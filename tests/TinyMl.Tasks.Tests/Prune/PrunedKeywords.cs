using System.Threading;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Prune;
using TinyMl.Tasks.Simplify.Channels;
using TinyMl.Tasks.Tests.Lower;

namespace TinyMl.Tasks.Tests.Prune;

/// <summary>The keyword spotter of the shared folder without a share of its weights or channels, as a float model.</summary>
internal sealed class PrunedKeywords
{
    public PrunedKeywords(PruningMode mode, double share)
    {
        var model = new SharedModel("kws_float_bn.onnx");
        Source = model.Graph;
        Graph pruned = Pruner.Run(Source, model.Path, mode, share, model.Read("data/kws_calibration.npz"), CancellationToken.None);
        Graph = DeadChannels.Remove(pruned, CancellationToken.None).Graph;
        Accuracy = model.Measure(PackedGraph.Pack(Graph), model.Read("data/kws_validation.npz", withTargets: true));
    }

    public Graph Source { get; }

    public Graph Graph { get; }

    public AccuracyReport Accuracy { get; }
}
