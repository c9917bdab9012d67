using System;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify;

/// <summary>
/// Folds arithmetic with constants per channel into the weights and biases of the layer after it:
/// w' = w * scale[i], b' = b + sum over the filter of w * shift[i]. A shift does not pass padding, whose zeros it would move.
/// </summary>
internal sealed class FoldIntoFollowingLayer : Pass
{
    public override string Name => "Fold constants into the layer after";

    protected override bool TryRewrite(Node node, GraphRewriter rewriter)
    {
        if (!ChannelArithmetic.IsFloat(node) || ConstantOperand.Of(Source(node, rewriter)) is not { } operand) return false;
        WeightedLayer layer = WeightedLayer.Of(node)!.Value;
        if (!((Binary)operand.Node.Operator).Activation.IsNone || layer.InputChannels % operand.Length != 0) return false;
        if (IsPadded(node.Operator) && Enumerable.Range(0, operand.Length).Any(channel => operand.Shift(channel) != 0)) return false;
        if (Folded(layer, operand) is not { } folded) return false;
        rewriter.Replace(node, folded);
        return true;
    }

    // A fully connected layer reads its input flat, whatever its shape.
    private static Node? Source(Node layer, GraphRewriter rewriter)
    {
        Node? producer = rewriter.PrivateProducer(layer.Input);
        return layer.Operator is FullyConnected && producer is { Operator: Reshape } ? rewriter.PrivateProducer(producer.Input) : producer;
    }

    private static bool IsPadded(Operator @operator) => @operator switch
    {
        Conv2D convolution => convolution.Window.IsPadded,
        DepthwiseConv2D convolution => convolution.Window.IsPadded,

        // Not every tap meets every output.
        TransposeConv2D => true,
        _ => false,
    };

    private static Node? Folded(WeightedLayer layer, ConstantOperand operand)
    {
        double[] biases = ChannelArithmetic.Biases(layer);
        ReadOnlySpan<float> values = layer.Weights.Values<float>();
        for (int i = 0; i < values.Length; i++) biases[layer.OutputChannel(i)] += values[i] * operand.Shift(layer.InputChannel(i));
        return ChannelArithmetic.Rescale(layer, operand.Input, index => operand.Scale(layer.InputChannel(index)), biases);
    }
}
