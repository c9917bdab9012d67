using System;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Simplify;

/// <summary>
/// Computes at build time what depends on constants only: moves of elements of any type, and arithmetic on real or quantized numbers, which
/// the kernels themselves run, so that the result is what the device would have computed.
/// </summary>
internal sealed class FoldConstants : Pass
{
    /// <summary>Results may be this large in any case. Larger ones only where they replace as many bytes: flash would pay for what small constants describe.</summary>
    public const int SmallBytes = 4096;

    public override string Name => "Fold constants";

    protected override bool TryRewrite(Node node, GraphRewriter rewriter)
    {
        if (rewriter.IsOutput(node.Output) || !node.Inputs.All(input => input.IsConstant) || !IsWorthIt(node, rewriter)) return false;
        if (Fold(node) is not { } bytes) return false;
        Tensor output = node.Output;
        return rewriter.TryBypass(node, new Tensor(output.Name, output.Type, output.Shape, output.Quantization, bytes));
    }

    /// <summary>The bytes of a small result of moving constants; null where a node does something else.</summary>
    public static byte[]? SmallMove(Node node) =>
        node.Inputs.All(input => input.IsConstant) && Bytes(node.Output) <= SmallBytes && (DataLowering.Moves(node) || node.Operator is Reshape) ? Fold(node) : null;

    private static long Bytes(Tensor tensor) => tensor.Shape.ElementCount * tensor.Type.Size();

    private static bool IsWorthIt(Node node, GraphRewriter rewriter)
    {
        long replaced = node.Inputs.Distinct().Where(rewriter.HasOneConsumer).Sum(input => (long)input.ByteLength);
        return Bytes(node.Output) <= Math.Max(SmallBytes, replaced);
    }

    private static byte[]? Fold(Node node) => node.Operator switch
    {
        Reshape => node.Input.Data.ToArray(),
        Transpose transpose => Permutation.Apply(node.Input, transpose.Permutation).Data.ToArray(),
        _ when DataLowering.Moves(node) || node.Inputs.Append(node.Output).All(tensor => tensor.Type == ElementType.Float32) => KernelEvaluation.Run(node),
        _ when node.Outputs.Length == 1 && node.Inputs.Append(node.Output).All(tensor => tensor.Quantization is not null) && IsInteger(node.Input) && IsInteger(node.Output) => KernelEvaluation.Run(node),
        _ => null,
    };

    private static bool IsInteger(Tensor tensor) => tensor.Type is ElementType.Int8 or ElementType.Int16;
}
