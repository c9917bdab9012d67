using System.Collections.Generic;
using System.Linq;
using static TinyMl.Tasks.Import.Onnx.Operators.InnerAttributes;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>
/// QLinearConv, QLinearMatMul and ONNX Runtime's QGemm: Conv, MatMul and Gemm on <see cref="QuantizedOperands"/>. Biases are INT32 of the
/// scale of the products.
/// </summary>
internal static class QLinearLayerImporter
{
    /// <summary>Inputs: x, weights and output with scale and zero point each, bias.</summary>
    public static void ImportConv(OnnxNode node)
    {
        node.Expect(8, 9);
        var inputs = new List<string> { QuantizedOperands.Real(node, 0), QuantizedOperands.Real(node, 3, axis: 0) };
        if (node.Has(8)) inputs.Add(Bias(node, 8, Scales(node, 4)));
        QuantizedOperands.Quantize(node, node.Expand("Conv", [.. inputs], node.Pass()), scale: 6);
    }

    /// <summary>Inputs: both factors and the output with scale and zero point each; those of the factors may be for rows and columns.</summary>
    public static void ImportMatMul(OnnxNode node)
    {
        node.Expect(8, 8);
        string left = QuantizedOperands.Real(node, 0, axis: -2), right = QuantizedOperands.Real(node, 3, axis: -1);
        QuantizedOperands.Quantize(node, node.Expand("MatMul", [left, right], node.Pass()), scale: 6);
    }

    /// <summary>Inputs: A and B with scale and zero point each, C, scale and zero point of the output, which is real without them.</summary>
    public static void ImportGemm(OnnxNode node)
    {
        node.Expect(5, 9);
        float alpha = node.Attributes.Float("alpha") ?? 1;
        float[] scales = [.. Scales(node, 4).Select(scale => scale * alpha)];
        bool isTransposed = node.Attributes.Int("transB") is { } transposed && transposed != 0;
        string right = node.Expand("DequantizeLinear", [node.InputName(3), Vector(node, scales), QuantizedOperands.Name(node, 5)], Attribute("axis", isTransposed ? 0 : 1));
        var inputs = new List<string> { QuantizedOperands.Real(node, 0), right };
        if (node.Has(6)) inputs.Add(Bias(node, 6, scales));
        if (node.Has(7))
        {
            QuantizedOperands.Quantize(node, node.Expand("Gemm", [.. inputs], node.Pass("alpha")), scale: 7);
        }
        else
        {
            node.ExpandLast("Gemm", [.. inputs], node.Pass("alpha"));
        }
    }

    private static float[] Scales(OnnxNode node, int input) => node.Floats(input, "scale");

    private static string Bias(OnnxNode node, int input, float[] weightScales)
    {
        OnnxConstant bias = node.Constant(input, "bias");
        if (bias.Type != DataType.Int32) throw node.Damaged($"its bias is {bias}, not INT32");
        if (Scales(node, 1) is not [float scale]) throw node.Unsupported("it has a bias and a scale for each row");
        return node.Expand("DequantizeLinear", [node.InputName(input), Vector(node, [.. weightScales.Select(weight => scale * weight)])], Attribute("axis", -1));
    }

    private static string Vector(OnnxNode node, float[] values) => node.Define(new OnnxConstant(DataType.Float, [values.Length], values));
}
