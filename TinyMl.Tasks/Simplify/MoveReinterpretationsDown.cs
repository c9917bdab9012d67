using System;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify;

/// <summary>
/// Puts reinterpretations behind operators that move or select elements, where they meet what undoes them. Transposes find their way
/// by themselves (<see cref="CancelTransposes"/>).
/// </summary>
internal sealed class MoveReinterpretationsDown : Pass
{
    public override string Name => "Move reinterpretations down";

    protected override bool TryRewrite(Node node, GraphRewriter rewriter)
    {
        if (node.Operator is Transpose or Pad or SpaceToBatch || !ExactMoves.Is(node)) return false;
        Tensor[] elements = [.. node.Inputs.Where(input => input.Type == node.Output.Type)];
        Node?[] producers = Array.ConvertAll(elements, rewriter.Producer);
        if (producers is not [{ Operator: Reinterpret, Input: { Type: ElementType.Int8 } first }, ..]) return false;
        if (Array.Exists(producers, producer => producer is not { Operator: Reinterpret } || producer.Input.Type != first.Type || !Equals(producer.Input.Quantization, first.Quantization))) return false;

        var moved = new Tensor(node.Output.Name, first.Type, node.Output.Shape, first.Quantization);
        rewriter.Replace(
            node,
            node.With(inputs: node.Inputs.Select(input => input.Type == node.Output.Type ? rewriter.Producer(input)!.Input : input), outputs: [moved]),
            new Node($"{node.Name}:Reinterpret", new Reinterpret(node.Output.Type), [moved], node.Outputs));
        return true;
    }
}
