using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify.Channels;

/// <summary>
/// Takes the channels out of a graph that nothing needs, or that are constant and that the layers which read them can take into their
/// biases. Tensors, weights and scales get smaller; the nodes stay. Integer results keep every bit.
/// </summary>
internal sealed class ChannelRemoval
{
    private readonly ChannelFlows _flows;
    private readonly KeptChannels _kept;
    private readonly Dictionary<Tensor, Tensor> _tensors = [];
    private readonly Dictionary<Tensor, ActivationPart> _parts = [];

    private ChannelRemoval(ChannelFlows flows, KeptChannels kept)
    {
        _flows = flows;
        _kept = kept;
    }

    /// <summary>Reduces a graph once, by all channels that can go.</summary>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static ReducedGraph Run(ChannelFlows flows, ConstantChannels constants, CancellationToken cancellation)
    {
        var removal = new ChannelRemoval(flows, KeptChannels.Of(flows, constants, cancellation));
        Graph graph = flows.Graph;
        Node[] nodes = [.. graph.Nodes.Select(removal.Reduced)];
        if (removal._parts.Count == 0) return new ReducedGraph(graph, [], removal._parts);
        return new ReducedGraph(graph.With(nodes), [.. graph.Nodes.Zip(nodes, removal.Removed).OfType<RemovedChannels>()], removal._parts);
    }

    private RemovedChannels? Removed(Node before, Node after)
    {
        if (before.Input.IsConstant || before.Outputs.Length != 1) return null;
        int inputs = _flows.ChannelsOf(before.Input), outputs = _flows.ChannelsOf(before.Output);
        int keptInputs = _kept.Of(before.Input).Length, keptOutputs = _kept.Of(before.Output).Length;
        return keptInputs == inputs && keptOutputs == outputs ? null : new RemovedChannels(after.Name, inputs - keptInputs, inputs, outputs - keptOutputs, outputs);
    }

    private Node Reduced(Node node)
    {
        Tensor[] outputs = [.. node.Outputs.Select(Reduced)];
        ChannelFlow flow = _flows.Of(node);
        Tensor[] inputs = flow.Reads is { } reads ? LayerInputs(node, reads) : [.. node.Inputs.Select((input, k) => ReducedInput(node, flow, k)).OfType<Tensor>()];
        if (outputs.SequenceEqual(node.Outputs) && inputs.SequenceEqual(node.Inputs)) return node;

        Node reduced = node.With(flow.Axis < 0 ? node.Operator : OperatorOf(node, flow, outputs[0].Shape), inputs, outputs);
        Shape expected = reduced.Operator.InferShape(inputs);
        return expected == outputs[0].Shape ? reduced : throw new InvalidOperationException($"{node} would have {expected} elements without some channels, not {outputs[0].Shape}.");
    }

    private Tensor Reduced(Tensor activation)
    {
        int[] kept = _kept.Of(activation);
        if (kept.Length == _flows.ChannelsOf(activation)) return activation;

        int axis = _flows.AxisOf(activation);
        var reduced = new Tensor(activation.Name, activation.Type, activation.Shape.With(axis, kept.Length), activation.Quantization);
        _tensors.Add(activation, reduced);
        _parts.Add(reduced, new ActivationPart(activation, axis, [.. kept]));
        return reduced;
    }

    private Tensor[] LayerInputs(Node node, LayerReads reads)
    {
        int[] outputs = _kept.Of(node.Output);
        Tensor weights = ConstantPart.Take(reads.Layer.Weights, node.Operator is DepthwiseConv2D ? 3 : 0, outputs);
        double[] folded = new double[outputs.Length];
        if (reads is { IsDense: true, NeedsWholeInput: false })
        {
            int axis = weights.Shape.Rank - 1;
            weights = ConstantPart.Take(weights, axis, [.. Enumerable.Range(0, weights.Shape[axis]).Where(column => _kept.Is(node.Input, reads.ColumnChannels?[column] ?? column))]);
            folded = [.. outputs.Select(output => _kept.Folded(reads, output))];
        }

        Tensor x = _tensors.GetValueOrDefault(node.Input, node.Input);
        return FoldedBias.Of(reads.Layer, outputs, folded) is { } bias ? [x, weights, bias] : [x, weights];
    }

    /// <summary>An input of a node that links channels; null for a constant of a concatenation of which nothing stays.</summary>
    private Tensor? ReducedInput(Node node, ChannelFlow flow, int k)
    {
        Tensor input = node.Inputs[k];
        if (!input.IsConstant) return _tensors.GetValueOrDefault(input, input);
        if (k >= flow.Links.Length || flow.Links[k] is not { } link) return input;
        int[] kept = [.. link.Pairs.Where(pair => _kept.Is(node.Output, pair.Output)).Select(pair => pair.Input).Distinct().Order()];
        return kept.Length == 0 ? null : ConstantPart.Take(input, link.Axis, kept);
    }

    private Operator OperatorOf(Node node, ChannelFlow flow, Shape shape)
    {
        int axis = flow.Axis;
        switch (node.Operator)
        {
            case Reshape:
                return new Reshape(shape);
            case Expand:
                return new Expand(shape);
            case Pad pad:
                int[] kept = _kept.Of(node.Output);
                return pad with
                {
                    Before = pad.Before.SetItem(axis, kept.Count(channel => channel < pad.Before[axis])),
                    After = pad.After.SetItem(axis, kept.Count(channel => channel >= node.Output.Shape[axis] - pad.After[axis])),
                };
            case Slice slice:
                int[] places = Places(node, flow);
                int step = places.Length > 1 ? places[1] - places[0] : 1;
                return places.Select((place, i) => place == places[0] + (i * step)).All(isEven => isEven)
                    ? new Slice(slice.Starts.SetItem(axis, places[0]), slice.Steps.SetItem(axis, step), slice.Sizes.SetItem(axis, places.Length))
                    : new Select(node.Operator.Name, [.. slice.Starts.Select((start, i) => i == axis ? [.. places] : Indices(slice, i))]);
            case Select select when !select.Indices[axis].IsEmpty:
                return select with { Indices = select.Indices.SetItem(axis, [.. Places(node, flow)]) };
            default:
                return node.Operator;
        }
    }

    private static ImmutableArray<int> Indices(Slice slice, int axis) => [.. Enumerable.Range(0, slice.Sizes[axis]).Select(i => slice.Starts[axis] + (i * slice.Steps[axis]))];

    /// <summary>For each output channel that stays, the input channel that it is, as it is counted among those that stay.</summary>
    private int[] Places(Node node, ChannelFlow flow)
    {
        int[] inputs = _kept.Of(node.Input);
        return [.. flow.Links[0]!.Pairs.Where(pair => _kept.Is(node.Output, pair.Output)).OrderBy(pair => pair.Output).Select(pair => Array.BinarySearch(inputs, pair.Input))];
    }
}
