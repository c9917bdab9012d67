using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify;

/// <summary>
/// Lets the node before a Relu, Relu6 or Clip clamp its own results. Float only: in integers the layer would round to the
/// clamp's scale instead of its own.
/// </summary>
internal sealed class FuseActivations : Pass
{
    public override string Name => "Fuse activations";

    protected override bool TryRewrite(Node node, GraphRewriter rewriter)
    {
        if (node.Operator is not Clamp { Range: var range } || node.Output.Type != ElementType.Float32) return false;
        if (rewriter.PrivateProducer(node.Input) is not { } producer) return false;
        Operator? fused = producer.Operator is Clamp first
            ? new Clamp(first.Range.Then(range))
            : FusedActivation.Of(producer.Operator) is { } activation ? FusedActivation.Set(producer.Operator, activation.Then(range)) : null;
        if (fused is null) return false;
        rewriter.Replace(node, producer.With(fused, outputs: node.Outputs));
        return true;
    }
}
