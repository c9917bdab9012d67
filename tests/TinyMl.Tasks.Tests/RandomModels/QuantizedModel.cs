using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using TinyMl.Tasks.Tests.QuantizedOnnx;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Tests.RandomModels;

/// <summary>
/// A random graph with QuantizeLinear and DequantizeLinear behind each operator (an activation may stand between), and with stored weights
/// and biases. Scales come from what ONNX Runtime gives for the model's input so far, more or less; integers are int8 or uint8.
/// </summary>
internal sealed class QuantizedModel : RandomModel
{
    private readonly Dictionary<string, float> _scales = [];
    private readonly DataType _type;

    private QuantizedModel(int seed)
        : base(seed)
    {
        _type = Chance(2) ? DataType.Int8 : DataType.Uint8;
    }

    /// <summary>The bytes of the input by which the scales were chosen.</summary>
    public byte[] InputBytes { get; private set; } = [];

    /// <summary>A graph of 1 to 8 operators of a list; outputs are integers or, dequantized, real.</summary>
    public static new QuantizedModel Create(int seed, IReadOnlyList<RandomOperator> operators)
    {
        var graph = new QuantizedModel(seed);
        graph.Grow(operators);
        graph.Model.Output(graph.Unread().Select(value => value.Name));
        return graph;
    }

    public override string Constant(float scale, params long[] shape) => Stored(Chance(2) ? DataType.Int8 : DataType.Uint8, scale, shape, axis: null);

    public override string Weights(float scale, int axis, params long[] shape)
    {
        bool isAsymmetric = _type == DataType.Uint8 && Chance(4);
        return Stored(isAsymmetric ? DataType.Uint8 : DataType.Int8, scale, shape, isAsymmetric || Chance(3) ? null : axis, isSymmetric: !isAsymmetric);
    }

    public override string Bias(float scale, long channels, string x, string weights)
    {
        if (!_scales.TryGetValue(x, out float input) || !_scales.TryGetValue(weights, out float weight) || Chance(4)) return base.Constant(scale, channels);
        int[] stored = [.. Enumerable.Range(0, (int)channels).Select(_ => (int)(((2 * Random.NextSingle()) - 1) * scale / (input * weight)))];
        string name = Model.Initializer(Tensor(DataType.Int32, [channels], MemoryMarshal.AsBytes<int>(stored)));
        return Model.Node("DequantizeLinear", [name, Model.Floats([], input * weight)]);
    }

    protected override RandomValue Input(long[] shape)
    {
        long count = new RandomValue("", shape).Count;
        if (Chance(3))
        {
            string real = Model.Input(shape);
            InputBytes = MemoryMarshal.AsBytes<float>([.. Enumerable.Range(0, (int)count).Select(_ => (6 * Random.NextSingle()) - 3)]).ToArray();
            return Dequantized(Quantized(real, 6f / 255, 3), shape);
        }

        string name = Model.Input(shape);
        Model.Graph.Input[^1].Type.TensorType.ElemType = (int)_type;
        InputBytes = new byte[count];
        Random.NextBytes(InputBytes);
        return Dequantized((name, Model.Floats([], 6f / 255), ZeroPoint(_type, Between(0, 255)), 6f / 255), shape);
    }

    protected override RandomValue Settled(RandomValue value)
    {
        RandomValue activated = Chance(3) ? Node(OneOf(["Relu", "Clip"]), value.Shape, [value.Name]) : value;
        using var session = new OnnxRuntimeSession(Model.Model, [activated.Name]);
        float[] values = [.. session.Run(InputBytes)[activated.Name].Floats.Where(value => Math.Abs(value) < 1e9f), 0];
        float least = Math.Min(0, values.Min()), most = Math.Max(0, values.Max()), range = Math.Max(most - least, 1e-3f);

        // Wider or narrower than the values, so that they saturate now and then.
        float scale = range * (0.7f + (0.5f * Random.NextSingle())) / 255;
        return Dequantized(Quantized(activated.Name, scale, Chance(8) ? range * Random.NextSingle() : -least), value.Shape);
    }

    private (string Name, string Scale, string ZeroPoint, float Step) Quantized(string real, float scale, float below)
    {
        string step = Model.Floats([], scale), zero = ZeroPoint(_type, (int)Math.Clamp(Math.Round(below / scale), 0, 255));
        return (Node("QuantizeLinear", [], [real, step, zero]).Name, step, zero, scale);
    }

    private RandomValue Dequantized((string Name, string Scale, string ZeroPoint, float Step) value, long[] shape)
    {
        RandomValue real = Node("DequantizeLinear", shape, [value.Name, value.Scale, value.ZeroPoint]);
        _scales.Add(real.Name, value.Step);
        return real;
    }

    /// <summary>An initializer of integers, dequantized: real values in [-scale, scale) or, asymmetric, more to one side.</summary>
    private string Stored(DataType type, float scale, long[] shape, int? axis, bool isSymmetric = false)
    {
        byte[] bytes = new byte[new RandomValue("", shape).Count];
        Random.NextBytes(bytes);
        int zero = isSymmetric ? 128 : Between(64, 192);
        if (isSymmetric) bytes = [.. bytes.Select(value => (byte)Math.Max(value, (byte)1))];
        if (type == DataType.Int8) bytes = [.. bytes.Select(value => (byte)(value ^ 0x80))];
        string name = Model.Initializer(Tensor(type, shape, bytes));
        int count = axis is { } channels ? (int)shape[channels] : 1;
        float[] scales = [.. Enumerable.Range(0, count).Select(_ => scale * (0.5f + Random.NextSingle()) / 128)];
        string[] parameters = [Model.Floats(axis is null ? [] : [count], scales), ZeroPoint(type, [.. Enumerable.Repeat(zero, count)], axis is null ? [] : [count])];
        string real = Node("DequantizeLinear", shape, [name, .. parameters], axis is { } along ? [Attribute("axis", along)] : []).Name;
        if (axis is null) _scales.Add(real, scales[0]);
        return real;
    }

    private string ZeroPoint(DataType type, int unsigned) => ZeroPoint(type, [unsigned], []);

    private string ZeroPoint(DataType type, int[] unsigned, long[] shape) =>
        Model.Initializer(Tensor(type, shape, Array.ConvertAll(unsigned, value => (byte)(type == DataType.Int8 ? value - 128 : value))));
}
