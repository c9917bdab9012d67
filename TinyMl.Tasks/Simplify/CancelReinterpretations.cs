using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify;

/// <summary>Makes one of several reinterpretations in a row, or none where integers come back to what they were.</summary>
internal sealed class CancelReinterpretations : Pass
{
    public override string Name => "Cancel reinterpretations";

    protected override bool TryRewrite(Node node, GraphRewriter rewriter)
    {
        if (node.Operator is not Reinterpret) return false;
        if (AreTheSame(node.Input, node.Output)) return rewriter.TryBypass(node, node.Input);
        if (rewriter.Producer(node.Input) is not { Operator: Reinterpret, Input: var source }) return false;
        if (AreTheSame(source, node.Output) && rewriter.TryBypass(node, source)) return true;
        rewriter.Replace(node, node.With(inputs: [source]));
        return true;
    }

    private static bool AreTheSame(Tensor left, Tensor right) => left.Type == right.Type && Equals(left.Quantization, right.Quantization);
}
