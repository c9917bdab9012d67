using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify;

/// <summary>Powers by one number that are products, roots or reciprocals become such: those have integer kernels.</summary>
internal sealed class ReplacePowers : Pass
{
    public override string Name => "Replace powers";

    protected override bool TryRewrite(Node node, GraphRewriter rewriter)
    {
        if (node.Operator is not Pow power || node.Output.Type != ElementType.Float32) return false;
        Tensor x = node.Inputs[0], exponent = node.Inputs[1];
        if (!exponent.IsConstant || exponent.Shape.ElementCount != 1 || x.Shape != node.Output.Shape) return false;

        switch (exponent.Values<float>()[0])
        {
            case 1 when power.Activation.IsNone:
                return rewriter.TryBypass(node, x);
            case 2:
                rewriter.Replace(node, node.With(new Mul(power.Activation), [x, x]));
                return true;
            case 3:
                var square = new Tensor($"{node.Output.Name}/square", ElementType.Float32, x.Shape);
                rewriter.Replace(node, new Node($"{node.Name}/square", new Mul(ActivationRange.None), [x, x], [square]), node.With(new Mul(power.Activation), [square, x]));
                return true;
            case 0.5f when power.Activation.IsNone:
                rewriter.Replace(node, node.With(new Sqrt(), [x]));
                return true;
            case -0.5f when power.Activation.IsNone:
                rewriter.Replace(node, node.With(new Rsqrt(), [x]));
                return true;
            case -1 when power.Activation.IsNone:
                rewriter.Replace(node, node.With(new Reciprocal(), [x]));
                return true;
            default:
                return false;
        }
    }
}
