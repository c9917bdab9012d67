using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>
/// DequantizeLinear, (x - zero point) * scale. Constants are computed here and remember their integers; activations are INT8 or UINT8.
/// </summary>
internal static class DequantizeLinearImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(2, 3);
        if (node.Attributes.Int("output_dtype") is { } type && type is not (0 or (long)DataType.Float))
            throw node.Unsupported($"its output is {(DataType)type}; real numbers are FLOAT");

        OnnxValue input = node.Input(0);
        if (input.Constant is { } constant)
        {
            node.Output(Compute(node, constant));
        }
        else if (input.IsUnrounded)
        {
            ImportUnrounded(node, input.Activation!);
        }
        else
        {
            ImportActivation(node, input.Activation!);
        }
    }

    private static OnnxConstant Compute(OnnxNode node, OnnxConstant constant)
    {
        long[] stored = constant.Integers() ?? throw node.Unsupported($"its input is of the type {constant.Type}");
        LinearQuantization quantization = LinearQuantization.Read(node, constant.Type, constant.Dimensions);
        node.Reserve(constant.Count);
        QuantizationParameters parameters = quantization.Parameters;
        int run = parameters.IsPerTensor ? stored.Length : ElementCount.Of(constant.Dimensions.Skip(parameters.Axis + 1));
        float[] values = new float[stored.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int channel = i / run % parameters.Scales.Length;
            values[i] = (float)(stored[i] - parameters.ZeroPoints[channel]) * parameters.Scales[channel];
        }

        return new OnnxConstant(DataType.Float, constant.Dimensions, values) { Stored = Stored(quantization, constant.Dimensions, stored) };
    }

    /// <summary>The integers as the graph computes with them; null where it has no such type.</summary>
    private static StoredIntegers? Stored(LinearQuantization quantization, ImmutableArray<int> dimensions, long[] stored) => quantization.Type switch
    {
        DataType.Uint8 => new StoredIntegers(new OnnxConstant(DataType.Int8, dimensions, stored.Select(value => value - 128).ToArray()), quantization.Signed),
        DataType.Int8 or DataType.Int16 or DataType.Int32 => new StoredIntegers(new OnnxConstant(quantization.Type, dimensions, stored), quantization.Parameters),
        _ => null,
    };

    private static void ImportActivation(OnnxNode node, Tensor x)
    {
        DataType? stored = x.Type switch { ElementType.Int8 => DataType.Int8, ElementType.UInt8 => DataType.Uint8, _ => null };
        if (stored is null) throw node.Unsupported($"its input '{node.InputName(0)}' is of the type {x.Type}; activations are quantized as INT8 or UINT8");
        LinearQuantization quantization = LinearQuantization.Read(node, stored, [.. x.Shape]);
        QuantizationParameters parameters = quantization.Signed;
        if (parameters.IsPerTensor)
        {
            node.Output(new Dequantize(), ElementType.Float32, null, node.Emit(new Reinterpret(ElementType.Int8), ElementType.Int8, parameters, x));
            return;
        }

        // The stored integers as real numbers, less a zero point and by a scale for each channel.
        var unit = new QuantizationParameters(1, stored == DataType.Uint8 ? -128 : 0);
        Tensor real = node.Emit(new Dequantize(), ElementType.Float32, null, node.Emit(new Reinterpret(ElementType.Int8), ElementType.Int8, unit, x));
        Tensor centered = node.Emit(new Sub(ActivationRange.None), real, quantization.ZeroPoints(node, x.Shape));
        node.Output(new Mul(ActivationRange.None), centered, quantization.Scales(node, x.Shape));
    }

    /// <summary>What DynamicQuantizeLinear passes on is real already.</summary>
    private static void ImportUnrounded(OnnxNode node, Tensor x)
    {
        LinearQuantization quantization = LinearQuantization.Read(node, DataType.Uint8, [.. x.Shape]);
        if (quantization.Parameters is not { IsPerTensor: true, Scale: 1, ZeroPoint: 0 }) throw node.Unsupported("it dequantizes what DynamicQuantizeLinear gives by another scale or zero point than that one's");
        node.Output(x);
    }
}
