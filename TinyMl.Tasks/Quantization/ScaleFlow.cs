using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Calibrate;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Simplify;
using TinyMl.Tasks.Simplify.Channels;

namespace TinyMl.Tasks.Quantization;

/// <summary>
/// Which channels of a graph must have one positive factor for nodes to commute with it: f(s x) = s f(x) for each channel. Layers take a factor of their input
/// out by their weights and have another one at their output, so that they tie nothing; what is not homogeneous, such as Relu6, fixes its channels to 1.
/// </summary>
internal static class ScaleFlow
{
    // Beyond these, factors could make weights vanish or overflow.
    private const float SmallestMagnitude = 1e-20f;
    private const float LargestMagnitude = 1e20f;

    /// <summary>The flows of a graph.</summary>
    public static ChannelFlows Of(Graph graph)
    {
        HashSet<Tensor> shared = [.. graph.Nodes.SelectMany(node => node.Inputs).Where(input => input.IsConstant).GroupBy(input => input).Where(readers => readers.Count() > 1).Select(readers => readers.Key)];
        return new ChannelFlows(graph, (node, axisOf) => Of(node, ChannelFlow.Of(node, axisOf), shared));
    }

    private static ChannelFlow Of(Node node, ChannelFlow flow, HashSet<Tensor> shared)
    {
        bool isHomogeneous = IsHomogeneous(FusedActivation.Of(node.Operator) ?? ActivationRange.None);

        // Layers that share their weights keep sharing them.
        if (flow.Reads is { } reads) return !IsScalable(reads.Layer) || node.Inputs.Any(shared.Contains) ? ChannelFlow.Opaque : flow with { Axis = isHomogeneous ? flow.Axis : -1, Links = [null] };
        bool isLinked = flow.Axis >= 0 && node.Inputs.Zip(flow.Links).All(pair => pair.First.IsConstant || pair.Second is not null);
        return isHomogeneous && isLinked && Commutes(node) ? flow : ChannelFlow.Opaque;
    }

    private static bool IsScalable(in WeightedLayer layer) =>
        layer.Weights.Type == ElementType.Float32
        && ValueRange.Of(layer.Weights.Values<float>()).Magnitude is > SmallestMagnitude and < LargestMagnitude
        && (layer.Bias is not { } bias || ValueRange.Of(bias.Values<float>()).Magnitude < LargestMagnitude);

    private static bool Commutes(Node node) => node.Operator switch
    {
        _ when node.Output.Type != ElementType.Float32 => false,
        Clamp clamp => IsHomogeneous(clamp.Range),
        Abs or LeakyRelu => true,
        Mul or Div or PRelu => !node.Input.IsConstant && node.Inputs[1].IsConstant,
        Add or Sub or Maximum or Minimum or Concat => node.Inputs.All(input => !input.IsConstant),
        Pad pad => pad.Value == 0,
        AveragePool2D or MaxPool2D or SpaceToBatch or BatchToSpace or Mean or ReduceSum or ReduceMax or ReduceMin => true,
        Transpose or Reshape or Expand or Interpolate or Slice or Select => true,
        _ => false,
    };

    private static bool IsHomogeneous(ActivationRange range) => IsKept(range.Minimum) && IsKept(range.Maximum);

    private static bool IsKept(float bound) => bound == 0 || float.IsInfinity(bound);
}
