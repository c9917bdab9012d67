using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify;

/// <summary>
/// Takes out a Dequantize with the Quantize that undoes it: round(scale * (q - zeroPoint) / scale) + zeroPoint is q for every
/// integer of at most 16 bits.
/// </summary>
internal sealed class CancelQuantization : Pass
{
    public override string Name => "Cancel quantization";

    protected override bool TryRewrite(Node node, GraphRewriter rewriter) =>
        node.Operator is Quantize
        && rewriter.Producer(node.Input) is { Operator: Dequantize, Input: var source }
        && source.Type == node.Output.Type
        && source.Type is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16
        && Equals(source.Quantization, node.Output.Quantization)
        && rewriter.TryBypass(node, source);
}
