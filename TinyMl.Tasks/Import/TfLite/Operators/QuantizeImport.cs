using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>
/// QUANTIZE: real or int8 values to int8; DEQUANTIZE: int8 to real values. Constants become real constants at once
/// (float16 weights, weights of dynamic-range files).
/// </summary>
internal static class QuantizeImport
{
    public static void Quantize(TfLiteNode node)
    {
        node.Expect(inputs: 1);
        node.Options(BuiltinOptions.Quantize, knownFields: 0);
        node.RequireOutput(ElementType.Int8);
        node.Add(new Quantize(), node.Value(0));
    }

    public static void Dequantize(TfLiteNode node)
    {
        node.Expect(inputs: 1);
        node.Options(BuiltinOptions.Dequantize, knownFields: 0);
        node.RequireOutput(ElementType.Float32);
        int input = node.Source.Inputs[0];
        if (node.Tensors.IsConstant(input))
        {
            node.Tensors.AddConstant(node.Source.Outputs[0], node.Tensors.RealConstant(input));
            return;
        }

        if (!node.IsInteger) throw node.Damaged($"reads '{node.Tensors.Activation(input).Name}', which is not quantized");
        node.Add(new Dequantize(), node.Value(0));
    }
}
