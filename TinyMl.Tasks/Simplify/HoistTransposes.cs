using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify;

/// <summary>
/// Moves a transpose before operators that stand between it and an input of the graph (or a reshape): there it moves no more
/// elements, and scales and padding come to stand next to the layer that can take them in.
/// </summary>
internal sealed class HoistTransposes : Pass
{
    public override string Name => "Hoist transposes";

    /// <summary>The only activation that an operator without a layout of its own reads, of the shape of its result (but for
    /// padding); else null.</summary>
    public static Tensor? FreeInput(Node node) => node switch
    {
        { Operator: Elementwise or Pad, Input.IsConstant: false }
            when node.Input.Type == node.Output.Type => node.Input,
        { Operator: Binary }
            when node.Inputs.Count(input => input.IsConstant) == 1
                && node.Inputs.Single(input => !input.IsConstant) is { } input
                && input.Shape == node.Output.Shape => input,
        _ => null,
    };

    protected override bool TryRewrite(Node node, GraphRewriter rewriter)
    {
        if (node.Operator is not Transpose transpose) return false;
        if (rewriter.PrivateProducer(node.Input) is not { } before || !StartsFreely(before, rewriter)) return false;

        Tensor input = FreeInput(before)!;
        var turned = new Tensor(input.Name, input.Type, transpose.InferShape([input]), input.Quantization);
        ImmutableArray<int> permutation = transpose.Permutation;
        Operator @operator = before.Operator is Pad pad ? pad.Permuted(permutation) : before.Operator;
        IEnumerable<Tensor> inputs = before.Inputs.Select(tensor => tensor == input ? turned : ForLayout(tensor, permutation));
        rewriter.Replace(node, node.With(inputs: [input], outputs: [turned]), before.With(@operator, inputs, node.Outputs));
        return true;
    }

    /// <summary>Whether the operators above can all be passed, up to a value that no layer has given a layout.</summary>
    private static bool StartsFreely(Node node, GraphRewriter rewriter)
    {
        Node? above = node;
        while (above is not null && FreeInput(above) is { } input)
        {
            if (LayoutSource(input, rewriter) is null or { Operator: Reshape }) return true;
            above = rewriter.PrivateProducer(input);
        }

        return false;
    }

    // Reshapes around a layer of one spatial dimension leave its layout.
    private static Node? LayoutSource(Tensor tensor, GraphRewriter rewriter)
    {
        Node? producer = rewriter.Producer(tensor);
        while (producer is { Operator: Reshape reshape } && reshape.KeepsAxes(producer.Input.Shape)) producer = rewriter.Producer(producer.Input);
        return producer;
    }

    private static Tensor ForLayout(Tensor constant, ImmutableArray<int> permutation)
    {
        Shape shape = new([.. Enumerable.Repeat(1, permutation.Length - constant.Shape.Rank), .. constant.Shape]);
        var whole = new Tensor(constant.Name, constant.Type, shape, constant.Quantization, constant.Data.ToArray());
        return Permutation.Apply(whole, permutation);
    }
}
