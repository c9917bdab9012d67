using System;
using System.Linq;
using static TinyMl.Tasks.Import.Onnx.Operators.InnerAttributes;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>
/// MatMulInteger and ConvInteger, sums of products of integers less their zero points. They are computed as real numbers of scale 1, which
/// is exact as long as no sum exceeds 24 bits; what DynamicQuantizeLinear gives is real already.
/// </summary>
internal static class IntegerProductImporter
{
    private const double LargestExactSum = 1 << 24;

    public static void ImportMatMul(OnnxNode node) => Import(node, "MatMul", leftAxis: -2, rightAxis: -1);

    public static void ImportConv(OnnxNode node) => Import(node, "Conv", leftAxis: 1, rightAxis: 0);

    private static void Import(OnnxNode node, string operation, long leftAxis, long rightAxis)
    {
        node.Expect(2, 4);
        string left = Centered(node, 0, leftAxis), right = Centered(node, 1, rightAxis);
        if (node.Input(0).IsUnrounded)
        {
            node.ExpandLast(operation, [left, right], node.Pass());
            return;
        }

        if (node.LargestMagnitude(right) is not { } largest) throw node.Unsupported($"its input '{node.InputName(1)}' is computed while the model runs");
        int terms = operation == "Conv" ? ElementCount.Of(node.Input(1).Dimensions.Skip(1)) : node.Input(0).Dimensions[^1];
        if (terms * 255.0 * largest > LargestExactSum) throw node.Unsupported($"its sums of {terms} products may exceed 24 bits, beyond which they would not be exact");
        node.ExpandLast("Cast", [node.Expand(operation, [left, right], node.Pass())], Attribute("to", (long)DataType.Int32));
    }

    /// <summary>The name of an input less its zero point.</summary>
    private static string Centered(OnnxNode node, int input, long axis)
    {
        int count = node.Has(input + 2) ? node.Constant(input + 2, "zero point").Count : 1;
        string scale = node.Define(new OnnxConstant(DataType.Float, count == 1 ? [] : [count], Enumerable.Repeat(1f, Math.Max(1, count)).ToArray()));
        return node.Expand("DequantizeLinear", [node.InputName(input), scale, QuantizedOperands.Name(node, input + 2)], Attribute("axis", axis));
    }
}
