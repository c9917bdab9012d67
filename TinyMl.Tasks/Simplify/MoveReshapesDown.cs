using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify;

/// <summary>
/// Puts an activation or a constant per channel before the reshape that parts it from the layer that can take it in, as
/// one-dimensional layers that were exported as two-dimensional ones need it.
/// </summary>
internal sealed class MoveReshapesDown : Pass
{
    public override string Name => "Move reshapes down";

    protected override bool TryRewrite(Node node, GraphRewriter rewriter)
    {
        if (node.Output.Type != ElementType.Float32) return false;
        Tensor input = ConstantOperand.Of(node)?.Input ?? node.Input;
        if (rewriter.PrivateProducer(input) is not { Operator: Reshape } reshape || rewriter.PrivateProducer(reshape.Input) is not { } layer) return false;
        Tensor moved = new(node.Output.Name, ElementType.Float32, reshape.Input.Shape);
        if (Moved(node, reshape, layer) is not { } operation) return false;
        rewriter.Replace(node, operation.With(outputs: [moved]), reshape.With(new Reshape(node.Output.Shape), [moved], node.Outputs));
        return true;
    }

    private static Node? Moved(Node node, Node reshape, Node layer)
    {
        if (node.Operator is Clamp) return FusedActivation.Of(layer.Operator) is null ? null : node.With(inputs: [reshape.Input]);
        return ConstantOperand.Of(node) is { } operand && ChannelArithmetic.CanFollow(layer, operand) ? operand.AppliedTo(reshape.Input) : null;
    }
}
