using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>
/// QUANTIZE: real values to int8, uint8 or int16, or between these and int32; DEQUANTIZE: int8, uint8 or int16 to real values.
/// Constants become real constants at once (float16 weights, weights of dynamic-range files). Values of uint8 are computed as the int8
/// ones that are 128 less, and have a zero point that is.
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
            throw node.NotSupported($"from {x.Type} to {type}", "It converts between INT8, UINT8, INT16 and INT32, and from FLOAT32 to INT8, UINT8 and INT16.");
        }

        if (x.Type != ElementType.Float32) x = Signed(node, x);
        if (type != ElementType.UInt8)
        {
            if (node.Add(0, new Quantize(), x).Quantization is null) throw node.Damaged($"writes an output without a scale");
            return;
        }

        Tensor y = node.Tensors.AddOutput(node.Source.Outputs[0], x.Shape);
        if (y.Quantization is not { } quantization) throw node.Damaged($"writes an output without a scale");
        var signed = new Tensor($"{y.Name}/signed", ElementType.Int8, y.Shape, Signed(quantization));
        node.Add(new Node(signed.Name, new Quantize(), [x], [signed]));
        node.Add(new Node(y.Name, new Reinterpret(ElementType.UInt8), [signed], [y]));
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

        Tensor x = node.Data(0);
        if (x.Type is not (ElementType.Int8 or ElementType.UInt8 or ElementType.Int16)) throw node.Damaged($"reads '{x.Name}', which is not quantized");
        node.Add(new Dequantize(), Signed(node, x));
    }

    // The values as they are, or of uint8 as int8.
    private static Tensor Signed(TfLiteNode node, Tensor x)
    {
        QuantizationParameters quantization = x.Quantization ?? throw node.Damaged($"reads '{x.Name}', which has no scale");
        if (x.Type != ElementType.UInt8) return x;
        var signed = new Tensor($"{node.Source.Name}/{x.Name}/signed", ElementType.Int8, x.Shape, Signed(quantization));
        node.Add(new Node(signed.Name, new Reinterpret(ElementType.Int8), [x], [signed]));
        return signed;
    }

    private static QuantizationParameters Signed(QuantizationParameters quantization) => new(quantization.Scale, quantization.ZeroPoint - 128);

    private static bool IsQuantized(ElementType type) => type is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16 or ElementType.Int32;
}
