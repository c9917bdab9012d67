using System;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>
/// QuantizeLinear, round(x / scale) + zero point, saturated: to INT8 or UINT8. Constants are computed here, halves to even as the standard
/// says; the kernel for activations rounds them away from zero as the 8-bit specification does.
/// </summary>
internal static class QuantizeLinearImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(2, 3);
        DataType? declared = node.Attributes.Int("output_dtype") is { } type && type != 0 ? (DataType)type : null;
        LinearQuantization quantization = LinearQuantization.Read(node, declared, node.Input(0).Dimensions);
        if (node.Input(0).Constant is { } constant)
        {
            node.Output(Compute(node, constant, quantization));
            return;
        }

        Tensor x = node.Tensor(0);
        if (!quantization.IsForActivations) throw node.Unsupported($"it quantizes activations to {quantization.Type}; supported are INT8 and UINT8");
        ElementType raw = quantization.Type == DataType.Uint8 ? ElementType.UInt8 : ElementType.Int8;
        QuantizationParameters parameters = quantization.Signed;
        if (!parameters.IsPerTensor)
        {
            // Steps of each channel's scale from its zero point are real numbers of scale 1.
            Tensor steps = node.Emit(new Mul(ActivationRange.None), x, quantization.ReciprocalScales(node, x.Shape));
            x = node.Emit(new Add(ActivationRange.None), steps, quantization.ZeroPoints(node, x.Shape));
            parameters = new QuantizationParameters(1, raw == ElementType.UInt8 ? -128 : 0);
        }

        Tensor quantized = node.Emit(new Quantize(StatesPrecision: true), ElementType.Int8, parameters, x);
        node.Output(new Reinterpret(raw), raw, null, quantized);
    }

    private static OnnxConstant Compute(OnnxNode node, OnnxConstant constant, LinearQuantization quantization)
    {
        float[] values = constant.Floats() ?? throw node.Unsupported($"its input is of the type {constant.Type}");
        (long least, long most) = LinearQuantization.Range(node, quantization.Type);
        node.Reserve(constant.Count);
        QuantizationParameters parameters = quantization.Parameters;
        int run = parameters.IsPerTensor ? values.Length : ElementCount.Of(constant.Dimensions.Skip(parameters.Axis + 1));
        long[] stored = new long[values.Length];
        for (int i = 0; i < stored.Length; i++)
        {
            int channel = i / run % parameters.Scales.Length;
            if (float.IsNaN(values[i])) throw node.Damaged("it quantizes a value that is not a number");
            double steps = Math.Round((double)(values[i] / parameters.Scales[channel]), MidpointRounding.ToEven);
            stored[i] = (long)Math.Clamp(steps + parameters.ZeroPoints[channel], least, most);
        }

        return new OnnxConstant(quantization.Type, constant.Dimensions, stored);
    }
}
