using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify;

/// <summary>Reshape after reshape is the last reshape: the elements and their order never change.</summary>
internal sealed class ComposeReshapes : Pass
{
    public override string Name => "Compose reshapes";

    protected override bool TryRewrite(Node node, GraphRewriter rewriter)
    {
        if (node.Operator is not Reshape || rewriter.Producer(node.Input) is not { Operator: Reshape } first) return false;
        rewriter.Replace(node, node.With(inputs: [first.Input]));
        return true;
    }
}
