using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify;

/// <summary>
/// A maximum or minimum with one number is a clamp, which layers take in, and whose bound does not count to the range that an
/// integer tensor must represent.
/// </summary>
internal sealed class ClampByConstants : Pass
{
    public override string Name => "Clamp by constants";

    protected override bool TryRewrite(Node node, GraphRewriter rewriter)
    {
        if (node.Operator is not (Maximum or Minimum) || node.Output.Type != ElementType.Float32) return false;
        (Tensor x, Tensor bound) = node.Inputs[1].IsConstant ? (node.Inputs[0], node.Inputs[1]) : (node.Inputs[1], node.Inputs[0]);
        if (!bound.IsConstant || bound.Shape.ElementCount != 1 || x.Shape != node.Output.Shape) return false;

        float value = bound.Values<float>()[0];
        ActivationRange range = node.Operator is Maximum ? new(value, float.PositiveInfinity) : new(float.NegativeInfinity, value);
        rewriter.Replace(node, node.With(new Clamp(range.Then(((Binary)node.Operator).Activation)), [x]));
        return true;
    }
}
