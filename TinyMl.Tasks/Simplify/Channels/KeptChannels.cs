using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Simplify.Channels;

/// <summary>
/// Which channels of a graph's activations must stay. Channels that go together, as those of the operands of an Add do, form a set that
/// stays or goes as a whole. A set goes unless something needs it: a layer with a weight on one of its channels that is not 0, for an
/// output channel that stays, and that cannot take the channel in as a constant; an operator that needs all channels; the edge of the
/// graph. The walk begins with all sets that nothing of this needs by itself as gone and takes back what is needed, until nothing more
/// is: the largest choice without a contradiction.
/// </summary>
internal sealed class KeptChannels
{
    private readonly ChannelFlows _flows;
    private readonly ConstantChannels _constants;
    private readonly TiedChannels _tied;
    private readonly bool[] _isKept;

    private KeptChannels(ChannelFlows flows, ConstantChannels constants)
    {
        _flows = flows;
        _constants = constants;
        _tied = new TiedChannels(flows);
        _isKept = [.. Enumerable.Range(0, _tied.Count).Select(_tied.IsFixed)];
    }

    /// <summary>Decides for a graph.</summary>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static KeptChannels Of(ChannelFlows flows, ConstantChannels constants, CancellationToken cancellation)
    {
        var kept = new KeptChannels(flows, constants);
        do cancellation.ThrowIfCancellationRequested();
        while (kept.KeepRead() || kept.KeepOneOfEach() || kept.KeepWhatOverflows());
        return kept;
    }

    /// <summary>Whether a channel stays.</summary>
    public bool Is(Tensor activation, int channel) => _isKept[_tied.SetOf(activation, channel)];

    /// <summary>The channels of an activation that stay, ascending.</summary>
    public int[] Of(Tensor activation) => [.. Enumerable.Range(0, _flows.ChannelsOf(activation)).Where(channel => Is(activation, channel))];

    /// <summary>
    /// What the constant input channels that go add to the sums of a layer's output channel, in steps of the products' scale.
    /// </summary>
    public double Folded(LayerReads reads, int output)
    {
        Tensor x = reads.Layer.Node.Input;
        return reads.Of(output).Where(read => !Is(x, read.Input)).Sum(read => read.Sum * (_constants.Value(x, read.Input) - reads.ZeroPoint));
    }

    private bool KeepRead()
    {
        bool any = false;
        foreach ((Tensor x, LayerReads reads, int output) in Rows())
        {
            foreach (ChannelRead read in reads.Of(output))
            {
                if (!Is(x, read.Input) && !CanFold(reads, read)) any |= Keep(x, read.Input);
            }
        }

        return any;
    }

    /// <summary>Tensors have at least one channel.</summary>
    private bool KeepOneOfEach()
    {
        bool any = false;
        foreach (Tensor tensor in _tied.Activations)
        {
            if (!Enumerable.Range(0, _flows.ChannelsOf(tensor)).Any(channel => Is(tensor, channel))) any |= Keep(tensor, 0);
        }

        return any;
    }

    private bool KeepWhatOverflows()
    {
        bool any = false;
        foreach ((Tensor x, LayerReads reads, int output) in Rows())
        {
            if (FoldedBias.Fits(reads.Layer, output, Folded(reads, output))) continue;
            foreach (ChannelRead read in reads.Of(output)) any |= Keep(x, read.Input);
        }

        return any;
    }

    /// <summary>The output channels that stay of all layers that mix channels, and of whose input some may still go.</summary>
    private IEnumerable<(Tensor Input, LayerReads Reads, int Output)> Rows() =>
        from node in _flows.Graph.Nodes.Reverse()
        let reads = _flows.Of(node).Reads
        where reads is { IsDense: true, NeedsWholeInput: false } && !Enumerable.Range(0, _flows.ChannelsOf(node.Input)).All(channel => Is(node.Input, channel))
        from output in Enumerable.Range(0, reads.OutputChannels)
        where Is(node.Output, output)
        select (node.Input, reads, output);

    // At the edges, padding stands for some of the constant's elements, which makes no difference where they are what padding is.
    private bool CanFold(LayerReads reads, ChannelRead read) =>
        _constants.Is(reads.Layer.Node.Input, read.Input) && (!read.AtEdge || _constants.Value(reads.Layer.Node.Input, read.Input) == reads.ZeroPoint);

    private bool Keep(Tensor tensor, int channel)
    {
        ref bool isKept = ref _isKept[_tied.SetOf(tensor, channel)];
        bool isNew = !isKept;
        isKept = true;
        return isNew;
    }
}
