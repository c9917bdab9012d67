using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>
/// QUANTIZE: real values to int8 or int16, or between int8, int16 and int32; DEQUANTIZE: int8 or int16 to real values. Constants
/// become real constants at once (float16 weights, weights of dynamic-range files).
/// </summary>
internal static class QuantizeImport
{
    public static void Quantize(TfLiteNode node)
    {
        node.Expect(inputs: 1);
        node.Options(BuiltinOptions.Quantize, knownFields: 0);
        Tensor x = node.Data(0);
        ElementType type = node.Tensors.ActivationType(node.Source.Outputs[0]);
        if (!IsQuantized(type) || (x.Type != ElementType.Float32 && !IsQuantized(x.Type)) || (x.Type == ElementType.Float32 && type == ElementType.Int32))
        {
            throw node.NotSupported($"from {x.Type} to {type}", "It converts between INT8, INT16 and INT32, and from FLOAT32 to INT8 and INT16.");
        }

        if (x.Type != ElementType.Float32 && x.Quantization is null) throw node.Damaged($"reads '{x.Name}', which has no scale");
        if (node.Add(0, new Quantize(), x).Quantization is null) throw node.Damaged($"writes an output without a scale");
    }

    public static void Dequantize(TfLiteNode node)
    {
        node.Expect(inputs: 1);
        node.Options(BuiltinOptions.Dequantize, knownFields: 0);
        node.RequireOutput(ElementType.Float32);
        int input = node.Source.Inputs[0];
        if (node.Tensors.IsConstant(input))
        {
            Tensor real = node.Tensors.RealConstant(input);
            node.Tensors.AddConstant(node.Source.Outputs[0], real.Shape, real.Data);
            return;
        }

        if (!node.IsInteger) throw node.Damaged($"reads '{node.Tensors.Activation(input).Name}', which is not quantized");
        node.Add(new Dequantize(), node.Value(0));
    }

    private static bool IsQuantized(ElementType type) => type is ElementType.Int8 or ElementType.Int16 or ElementType.Int32;
}
