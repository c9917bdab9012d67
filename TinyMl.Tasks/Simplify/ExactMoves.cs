using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Simplify;

/// <summary>Operators that move or select elements and change none, so that they give the same before and after a conversion of each element.</summary>
internal static class ExactMoves
{
    /// <summary>Whether a node is one. Those that pad put a constant between the elements, which the caller has to look at.</summary>
    public static bool Is(Node node) =>
        node.Outputs.Length == 1
        && (node.Operator is Reshape or MaxPool2D { Activation.IsNone: true } || DataLowering.Moves(node));

    /// <summary>Whether what a node puts between the elements is a number of this quantization, as real 0 always is.</summary>
    public static bool PadsExactly(Node node, QuantizationParameters quantization)
    {
        if (node.Operator is not Pad { Value: var value }) return true;
        int stored = Arithmetic.FixedPoint.Quantize(value, quantization.Scale, quantization.ZeroPoint, sbyte.MinValue, sbyte.MaxValue);
        return quantization.Scale * (stored - quantization.ZeroPoint) == value;
    }
}
