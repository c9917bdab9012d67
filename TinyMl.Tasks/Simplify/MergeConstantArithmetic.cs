using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify;

/// <summary>
/// Joins arithmetic with constants: (x * s1 + b1) * s2 + b2 = x * (s1 * s2) + (b1 * s2 + b2), the multiplication first. Chains of any
/// length end as one Mul and one Add.
/// </summary>
internal sealed class MergeConstantArithmetic : Pass
{
    public override string Name => "Merge constant arithmetic";

    protected override bool TryRewrite(Node node, GraphRewriter rewriter)
    {
        if (ConstantOperand.Of(node) is not { } second || ConstantOperand.Of(rewriter.PrivateProducer(second.Input)) is not { } first) return false;
        if (!((Binary)first.Node.Operator).Activation.IsNone || (first.IsScale && second is { IsScale: false } && second.Scale(0) == 1)) return false;
        if (Merged(first, second) is not { } merged) return false;
        rewriter.Replace(node, merged);
        return true;
    }

    private static Node[]? Merged(ConstantOperand first, ConstantOperand second)
    {
        Shape shape = first.Length > second.Length ? first.Shape : second.Shape;
        double[] scales = new double[shape.ElementCount], shifts = new double[shape.ElementCount];
        for (int i = 0; i < scales.Length; i++)
        {
            scales[i] = first.Scale(i) * second.Scale(i);
            shifts[i] = (first.Shift(i) * second.Scale(i)) + second.Shift(i);
        }

        string name = second.Node.Name;
        if (ChannelArithmetic.Constant($"{name}/scale", shape, scales) is not { } scale || ChannelArithmetic.Constant($"{name}/shift", shape, shifts) is not { } shift) return null;

        ActivationRange activation = ((Binary)second.Node.Operator).Activation;
        if (first.IsScale && second.IsScale) return [new Node(name, new Mul(activation), [first.Input, scale], second.Node.Outputs)];
        if (!first.IsScale && !second.IsScale && scales[0] == 1) return [new Node(name, new Add(activation), [first.Input, shift], second.Node.Outputs)];
        if (!first.IsScale && !second.IsScale) return [new Node(name, new Sub(activation), [shift, first.Input], second.Node.Outputs)];

        Tensor scaled = new($"{name}/scaled", ElementType.Float32, first.Input.Shape);
        return
        [
            new Node(first.Node.Name, new Mul(ActivationRange.None), [first.Input, scale], [scaled]),
            new Node(name, new Add(activation), [scaled, shift], second.Node.Outputs),
        ];
    }
}
