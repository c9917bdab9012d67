using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using TinyMl.Tasks.Graphs;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>
/// What QuantizeLinear and DequantizeLinear (opset 10 to 23) say by their second and third input and their attributes: real = scale *
/// (stored - zero point), for the tensor as a whole or for each index of an axis.
/// </summary>
/// <param name="Type">The type of the stored integers.</param>
/// <param name="Parameters">Scales and zero points as the file has them.</param>
internal sealed record LinearQuantization(DataType Type, QuantizationParameters Parameters)
{
    /// <summary>Whether activations of the graph hold such integers: those of 8 bits.</summary>
    public bool IsForActivations => Type is DataType.Int8 or DataType.Uint8;

    /// <summary>The parameters of the same integers as the graph computes with them: uint8 less 128 is int8.</summary>
    public QuantizationParameters Signed => Type == DataType.Uint8 ? Parameters with { ZeroPoints = [.. Parameters.ZeroPoints.Select(zero => zero - 128)] } : Parameters;

    /// <summary>Reads both inputs, which must be constant, and the attributes.</summary>
    /// <param name="node">The node.</param>
    /// <param name="type">The type of the stored integers where something says it but the zero point.</param>
    /// <param name="dimensions">The shape of what is quantized.</param>
    public static LinearQuantization Read(OnnxNode node, DataType? type, ImmutableArray<int> dimensions)
    {
        if (node.Attributes.Int("block_size") is { } block && block != 0)
            throw node.Unsupported(string.Create(CultureInfo.InvariantCulture, $"its block_size is {block}; scales for the tensor or for an axis are supported"));
        if (node.Attributes.Int("precision") is { } precision && precision is not (0 or (long)DataType.Float))
            throw node.Unsupported($"its precision is {(DataType)precision}; it is FLOAT");

        // It concerns floats of 8 bits, which are not supported.
        node.Attributes.Ignore("saturate");
        float[] scales = node.Floats(1, "scale");
        OnnxConstant? zero = node.Has(2) ? node.Constant(2, "zero point") : null;
        if (zero is { IsInteger: false }) throw node.Unsupported($"its zero point is of the type {zero.Type}");
        type = Agreed(node, zero?.Type, type);

        ImmutableArray<int> scaleDimensions = node.Constant(1, "scale").Dimensions;
        if (zero is not null && zero.Count != scales.Length) throw node.Damaged($"it has {scales.Length} scales and {zero.Count} zero points");
        if (scaleDimensions.Length > 1 && scales.Length != 1) throw node.Unsupported($"its scales have {scaleDimensions.Length} dimensions; scales for the tensor or for an axis are supported");
        if (scales.Any(scale => scale <= 0))
            throw node.Unsupported(string.Create(CultureInfo.InvariantCulture, $"its scale is {scales.Min()}; scales are positive"));

        long axis = node.Attributes.Int("axis") ?? 1;
        int perAxis = scales.Length == 1 ? 0 : node.Axis(axis, dimensions.Length);
        if (scales.Length != 1 && dimensions[perAxis] != scales.Length)
            throw node.Damaged($"it has {scales.Length} scales for axis {perAxis} of [{string.Join(", ", dimensions)}]");

        (long least, long most) = Range(node, type.Value);
        long[] zeros = zero?.Integers() ?? new long[scales.Length];
        if (zeros.Any(value => value < least || value > most)) throw node.Damaged($"its zero point does not fit the type {type}");
        return new LinearQuantization(type.Value, new QuantizationParameters([.. scales], [.. zeros.Select(value => (int)value)], perAxis));
    }

    /// <summary>The least and greatest integer of the type.</summary>
    public static (long Least, long Most) Range(OnnxNode node, DataType type) => type switch
    {
        DataType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        DataType.Uint8 => (byte.MinValue, byte.MaxValue),
        DataType.Int16 => (short.MinValue, short.MaxValue),
        DataType.Uint16 => (ushort.MinValue, ushort.MaxValue),
        DataType.Int32 => (int.MinValue, int.MaxValue),
        _ => throw node.Unsupported($"it quantizes to {type}; supported are INT8 and UINT8, and for constants INT16, UINT16 and INT32"),
    };

    /// <summary>The scale of each channel as a constant that is broadcast to a shape.</summary>
    public Tensor Scales(OnnxNode node, Shape shape) => Channels(node, "scales", shape, [.. Parameters.Scales]);

    /// <summary>What to multiply each channel by to divide it by its scale.</summary>
    public Tensor ReciprocalScales(OnnxNode node, Shape shape) => Channels(node, "reciprocals", shape, [.. Parameters.Scales.Select(scale => 1 / scale)]);

    /// <summary>The zero point of each channel, as the file has it.</summary>
    public Tensor ZeroPoints(OnnxNode node, Shape shape) => Channels(node, "zero_points", shape, [.. Parameters.ZeroPoints.Select(zero => (float)zero)]);

    private Tensor Channels(OnnxNode node, string role, Shape shape, float[] values) =>
        node.FloatTensor($"{node.Name}.{role}", new Shape([values.Length, .. Enumerable.Repeat(1, shape.Rank - Parameters.Axis - 1)]), values);

    private static DataType Agreed(OnnxNode node, DataType? ofZeroPoint, DataType? other)
    {
        if (ofZeroPoint is null || other is null) return ofZeroPoint ?? other ?? DataType.Uint8;
        return ofZeroPoint == other ? ofZeroPoint.Value : throw node.Damaged($"its zero point is of the type {ofZeroPoint} and its integers are of the type {other}");
    }
}
