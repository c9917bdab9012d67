using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify;

/// <summary>
/// Folds arithmetic with constants per channel, such as batch normalization, into the weights and biases of the layer before
/// it: w' = w * scale[o], b' = b * scale[o] + shift[o] (Jacob et al., "Quantization and Training of Neural Networks for Efficient
/// Integer-Arithmetic-Only Inference", 2018, section 3.2).
/// </summary>
internal sealed class FoldIntoPrecedingLayer : Pass
{
    public override string Name => "Fold constants into the layer before";

    protected override bool TryRewrite(Node node, GraphRewriter rewriter)
    {
        if (ConstantOperand.Of(node) is not { } operand || rewriter.PrivateProducer(operand.Input) is not { } producer) return false;
        if (!ChannelArithmetic.CanFollow(producer, operand) || Folded(WeightedLayer.Of(producer)!.Value, operand) is not { } folded) return false;
        rewriter.Replace(node, folded);
        return true;
    }

    private static Node? Folded(WeightedLayer layer, ConstantOperand operand)
    {
        double[] biases = ChannelArithmetic.Biases(layer);
        for (int channel = 0; channel < biases.Length; channel++) biases[channel] = (biases[channel] * operand.Scale(channel)) + operand.Shift(channel);

        Binary binary = (Binary)operand.Node.Operator;
        return ChannelArithmetic.Rescale(layer, layer.Node.Input, index => operand.Scale(layer.OutputChannel(index)), biases)?
            .With(FusedActivation.Set(layer.Node.Operator, binary.Activation), outputs: operand.Node.Outputs);
    }
}
