using System;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify.Channels;

/// <summary>
/// What a node does with channels, the indices along one axis of each tensor. Where it computes each channel of its output from certain
/// channels of its inputs, these are linked; where it mixes channels by weights, those stand in <see cref="LayerReads"/>.
/// </summary>
/// <param name="Axis">The output's axis of channels; -1 where the output must stay as it is.</param>
/// <param name="Links">The link of each input; null where all of the input is needed, whichever channels of the output are.</param>
/// <param name="Reads">What a layer's outputs read of its first input, for a node that is a layer with constant weights.</param>
internal sealed record ChannelFlow(int Axis, ImmutableArray<ChannelLink?> Links, LayerReads? Reads = null)
{
    /// <summary>The flow of a node that needs all of its inputs, and whose output must stay as it is.</summary>
    public static ChannelFlow Opaque { get; } = new(-1, []);

    /// <summary>The flow of a node whose inputs have these axes of channels; -1 stands for none.</summary>
    public static ChannelFlow Of(Node node, Func<Tensor, int> axisOf)
    {
        if (node.Outputs.Length != 1) return Opaque;
        int axis = node.Input.IsConstant ? -1 : axisOf(node.Input);
        return node.Operator switch
        {
            Binary => OfBinary(node, axisOf),
            Concat concat => OfConcat(node, concat, axisOf),
            _ when axis < 0 => Opaque,
            Elementwise when node.Inputs.Length == 1 => Unchanged(node, axis),
            Conv2D or DepthwiseConv2D or TransposeConv2D or FullyConnected => OfLayer(node, axis),
            AveragePool2D or MaxPool2D or SpaceToBatch or BatchToSpace when axis == 3 => Unchanged(node, axis),
            Reduction reduction when !reduction.Axes.Contains(axis) => Linked(
                node, axis, reduction.KeepDimensions ? axis : axis - reduction.Axes.Count(reduced => reduced < axis)),
            RowWise when node.Inputs.Length == 1 && axis < node.Input.Shape.Rank - 1 => Unchanged(node, axis),
            Transpose transpose => Linked(node, axis, transpose.Permutation.IndexOf(axis)),
            Reshape => OfReshape(node, axis),
            Expand or Interpolate when node.Input.Shape[axis] == node.Output.Shape[axis] && !IsResized(node.Operator, axis) => Unchanged(node, axis),
            Pad pad => new(axis, [new(axis, [.. Enumerable.Range(0, node.Input.Shape[axis]).Select(channel => (channel, channel + pad.Before[axis]))])]),
            Slice slice => new(axis, [new(axis, [.. Enumerable.Range(0, slice.Sizes[axis]).Select(channel => (slice.Starts[axis] + (channel * slice.Steps[axis]), channel))])]),
            Select select when node.Inputs.Length == 1 => select.Indices[axis].IsEmpty
                ? Unchanged(node, axis)
                : new(axis, [new(axis, [.. select.Indices[axis].Select((source, channel) => (source, channel))])]),
            _ => Opaque,
        };
    }

    private static bool IsResized(Operator @operator, int axis) => @operator is Interpolate interpolate && interpolate.Axes.Any(resized => resized.Axis == axis);

    private static ChannelFlow Unchanged(Node node, int axis) => Linked(node, axis, axis);

    private static ChannelFlow Linked(Node node, int inputAxis, int outputAxis) => new(outputAxis, [ChannelLink.Same(inputAxis, node.Input.Shape[inputAxis])]);

    private static ChannelFlow OfLayer(Node node, int axis)
    {
        if (LayerReads.Of(node, axis) is not { } reads) return Opaque;
        if (reads.IsDense) return new(node.Output.Shape.Rank - 1, [null], reads);

        // Groups, of which depthwise layers have one for each input channel, must stay of one size.
        int inputs = reads.Layer.InputChannels / reads.Groups, outputs = reads.OutputChannels / reads.Groups;
        return new(3, [new(3, [.. from output in Enumerable.Range(0, reads.OutputChannels) from i in Enumerable.Range(0, inputs) select ((output / outputs * inputs) + i, output)])], reads);
    }

    private static ChannelFlow OfReshape(Node node, int axis)
    {
        // Of the axes that could hold the channels, the one that keeps most of them apart.
        (int Axis, ChannelLink Link, int Parts) best = (-1, new ChannelLink(axis, []), 0);
        for (int outputAxis = node.Output.Shape.Rank - 1; outputAxis >= 0; outputAxis--)
        {
            ChannelLink link = new(axis, AxisIndex.Meetings(new(node.Input.Shape, axis), new(node.Output.Shape, outputAxis), node.Output.Shape.ElementCount));
            int parts = Parts(link, node.Input.Shape[axis], node.Output.Shape[outputAxis]);
            if (parts > best.Parts) best = (outputAxis, link, parts);
        }

        return best.Axis < 0 ? Opaque : new(best.Axis, [best.Link]);
    }

    private static int Parts(ChannelLink link, int inputs, int outputs)
    {
        var sets = new DisjointSets(inputs + outputs);
        foreach ((int input, int output) in link.Pairs) sets.Join(input, inputs + output);
        return sets.Count;
    }

    private static ChannelFlow OfBinary(Node node, Func<Tensor, int> axisOf)
    {
        Shape y = node.Output.Shape;
        int axis = node.Inputs.Where(input => !input.IsConstant && Aligned(input) >= 0).Select(Aligned).Where(aligned => y[aligned] > 1).DefaultIfEmpty(-1).First();
        return axis < 0 ? Opaque : new(axis, [.. node.Inputs.Select(LinkOf)]);

        // An operand's axis as one of the output's, with which it ends.
        int Aligned(Tensor input)
        {
            int own = axisOf(input);
            int aligned = own + y.Rank - input.Shape.Rank;
            return own >= 0 && input.Shape[own] == y[aligned] ? aligned : -1;
        }

        ChannelLink? LinkOf(Tensor input)
        {
            int own = axis - (y.Rank - input.Shape.Rank);
            bool isLinked = input.IsConstant ? own >= 0 && input.Shape[own] == y[axis] : Aligned(input) == axis;
            return isLinked ? ChannelLink.Same(own, y[axis]) : null;
        }
    }

    private static ChannelFlow OfConcat(Node node, Concat concat, Func<Tensor, int> axisOf)
    {
        int axis = node.Inputs.Where(input => !input.IsConstant).Select(axisOf).DefaultIfEmpty(-1).First();
        if (axis < 0) return Opaque;

        var links = ImmutableArray.CreateBuilder<ChannelLink?>();
        int offset = 0;
        foreach (Tensor input in node.Inputs)
        {
            bool isLinked = input.IsConstant || axisOf(input) == axis;
            links.Add(isLinked ? new(axis, [.. Enumerable.Range(0, input.Shape[axis]).Select(channel => (channel, channel + offset))]) : null);
            if (concat.Axis == axis) offset += input.Shape[axis];
        }

        return links.Contains(null) ? Opaque : new(axis, links.ToImmutable());
    }
}
