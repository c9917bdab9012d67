using System.Collections.Generic;
using TinyMl.Tasks.Import.Onnx.Format;
using static TinyMl.Tasks.Import.Onnx.Operators.InnerAttributes;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>
/// ONNX Runtime's operators on integers without weights (domain com.microsoft): QLinearAdd, QLinearMul, QLinearConcat, pools and
/// activations, each as its float twin on <see cref="QuantizedOperands"/>.
/// </summary>
internal static class QLinearImporter
{
    public static void ImportAdd(OnnxNode node) => ImportBinary(node, "Add");

    public static void ImportMul(OnnxNode node) => ImportBinary(node, "Mul");

    public static void ImportSigmoid(OnnxNode node) => ImportUnary(node, "Sigmoid");

    /// <summary>Its attribute alpha is that of LeakyRelu.</summary>
    public static void ImportLeakyRelu(OnnxNode node) => ImportUnary(node, "LeakyRelu");

    public static void ImportAveragePool(OnnxNode node) => ImportPool(node, "AveragePool");

    public static void ImportGlobalAveragePool(OnnxNode node) => ImportPool(node, "GlobalAveragePool");

    /// <summary>Softmax with the meaning that the version in its attribute opset gives the axis.</summary>
    public static void ImportSoftmax(OnnxNode node)
    {
        long opset = node.Attributes.Int("opset") ?? throw node.Damaged("its attribute 'opset' is missing");
        bool isFlat = opset < 13, modelIsFlat = node.StandardOpset < 13;
        if (isFlat != modelIsFlat) throw node.Unsupported($"it is Softmax of opset {opset} in a model of opset {node.StandardOpset}; both are below 13, or neither");
        ImportUnary(node, "Softmax", "opset");
    }

    /// <summary>Inputs: scale and zero point of the output, then each operand with its own.</summary>
    public static void ImportConcat(OnnxNode node)
    {
        if (node.InputCount < 5 || (node.InputCount - 2) % 3 != 0) throw node.Damaged($"it has {node.InputCount} inputs");
        node.Expect(1, node.InputCount);
        var parts = new List<string>();
        for (int input = 2; input < node.InputCount; input += 3) parts.Add(QuantizedOperands.Real(node, input));
        QuantizedOperands.Quantize(node, node.Expand("Concat", [.. parts], node.Pass()), scale: 0, like: 2);
    }

    private static void ImportBinary(OnnxNode node, string operation)
    {
        node.Expect(7, 8);
        string left = QuantizedOperands.Real(node, 0), right = QuantizedOperands.Real(node, 3);
        QuantizedOperands.Quantize(node, node.Expand(operation, [left, right], node.Pass()), scale: 6);
    }

    private static void ImportUnary(OnnxNode node, string operation, params string[] otherAttributes)
    {
        node.Expect(4, 5);
        AttributeProto[] attributes = node.Pass(otherAttributes);
        QuantizedOperands.Quantize(node, node.Expand(operation, [QuantizedOperands.Real(node, 0)], attributes), scale: 3);
    }

    private static void ImportPool(OnnxNode node, string operation)
    {
        node.Expect(4, 5);
        bool isChannelsLast = node.Attributes.Int("channels_last") is { } last && last != 0;
        string x = QuantizedOperands.Real(node, 0);
        if (isChannelsLast) x = node.Expand("Transpose", [x], Attribute("perm", 0, 3, 1, 2));
        string y = node.Expand(operation, [x], node.Pass("channels_last"));
        if (isChannelsLast) y = node.Expand("Transpose", [y], Attribute("perm", 0, 2, 3, 1));
        QuantizedOperands.Quantize(node, y, scale: 3);
    }
}
