using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify;

/// <summary>Takes out nodes that give what they get: moves that move nothing, clamps that never bind, reductions of one element,
/// arithmetic with neutral constants.</summary>
internal sealed class RemoveIdentities : Pass
{
    public override string Name => "Remove identities";

    protected override bool TryRewrite(Node node, GraphRewriter rewriter)
    {
        if (IsReductionOfOne(node) && node.Input.Shape != node.Output.Shape)
        {
            rewriter.Replace(node, node.With(new Reshape(node.Output.Shape)));
            return true;
        }

        if (ConstantOperand.Of(node) is { IsIdentity: true } operand) return rewriter.TryBypass(node, operand.Input);
        return IsIdentity(node, rewriter) && rewriter.TryBypass(node, node.Input);
    }

    private static bool IsIdentity(Node node, GraphRewriter rewriter) =>
        node.Input.Type == node.Output.Type
        && node.Input.Shape == node.Output.Shape
        && Equals(node.Input.Quantization, node.Output.Quantization)
        && node.Operator switch
        {
            Reshape or Quantize => true,
            Transpose transpose => transpose.Permutation.Select((axis, index) => axis == index).All(same => same),
            Pad or Expand => true,
            Slice slice => slice.Starts.All(start => start == 0) && slice.Steps.Zip(slice.Sizes, (step, size) => step == 1 || size == 1).All(isWhole => isWhole),
            Select select => select.Indices.All(indices => indices.Select((index, k) => index == k).All(same => same)),
            Concat => node.Inputs.Length == 1,
            Reduction => IsReductionOfOne(node),
            MaxPool2D { Height: 1, Width: 1, Activation.IsNone: true } pool => pool.Window == Window.Unit,
            AveragePool2D { Height: 1, Width: 1, Activation.IsNone: true } pool => pool.Window == Window.Unit,
            Clamp clamp => NeverBinds(clamp, rewriter.Producer(node.Input)),
            _ => false,
        };

    // Integer reductions of one element may still rescale, and quantization adds no bound.
    private static bool IsReductionOfOne(Node node) =>
        node.Operator is Reduction reduction && node.Output.Type == ElementType.Float32 && reduction.Axes.All(axis => node.Input.Shape[axis] == 1);

    private static bool NeverBinds(Clamp clamp, Node? producer)
    {
        ActivationRange bounds = FusedActivation.Bounds(producer?.Operator);
        return clamp.Range.Minimum <= bounds.Minimum && bounds.Maximum <= clamp.Range.Maximum;
    }
}
