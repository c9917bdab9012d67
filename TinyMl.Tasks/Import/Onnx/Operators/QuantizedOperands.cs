using static TinyMl.Tasks.Import.Onnx.Operators.InnerAttributes;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>
/// The operands of the QLinear operators: each is three inputs, the integers, their scale and their zero point. Such an operator means
/// what its float twin does between DequantizeLinear and QuantizeLinear, and is imported as these three.
/// </summary>
internal static class QuantizedOperands
{
    /// <summary>The name of the real values of an operand; a scale for each channel belongs to an axis of it.</summary>
    public static string Real(OnnxNode node, int input, long axis = 1) =>
        node.Expand("DequantizeLinear", [Name(node, input), Name(node, input + 1), Name(node, input + 2)], Attribute("axis", axis));

    /// <summary>Gives the node's output: real values in the integers that a scale and the zero point after it say.</summary>
    /// <param name="node">The node.</param>
    /// <param name="real">The name of the real values.</param>
    /// <param name="scale">The input that is the scale.</param>
    /// <param name="like">The operand whose type the output has where no zero point says one.</param>
    public static void Quantize(OnnxNode node, string real, int scale, int like = 0) =>
        node.ExpandLast("QuantizeLinear", [real, Name(node, scale), Name(node, scale + 1)], Attribute("output_dtype", (long)TypeOf(node, like)));

    /// <summary>Whether an input is an activation of integers of 8 bits.</summary>
    public static bool AreIntegers(OnnxNode node, int input) => node.Input(input).Activation is { Type: ElementType.Int8 or ElementType.UInt8 };

    /// <summary>Imports a node that selects integers of its only input as the same node on the real numbers that they are.</summary>
    public static void ImportAsReal(OnnxNode node)
    {
        string one = node.Define(OnnxConstant.Scalar(1f));
        string selected = node.Expand(node.OpType, [node.Expand("DequantizeLinear", [node.InputName(0), one])], node.Pass());
        node.ExpandLast("QuantizeLinear", [selected, one], Attribute("output_dtype", (long)TypeOf(node, 0)));
    }

    /// <summary>The name of an input, "" where it is left out.</summary>
    public static string Name(OnnxNode node, int input) => node.Has(input) ? node.InputName(input) : "";

    private static DataType TypeOf(OnnxNode node, int input) => node.Input(input) switch
    {
        { Constant: { } constant } => constant.Type,
        { Activation.Type: ElementType.Int8 } => DataType.Int8,
        { Activation.Type: ElementType.UInt8 } => DataType.Uint8,
        { Activation: var activation } => throw node.Unsupported($"its input '{node.InputName(input)}' is of the type {activation!.Type}; supported are INT8 and UINT8"),
    };
}
