using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Lower;

/// <summary>
/// One int8 operator with random tensors: taken through lowering, planning, packing and its kernel on one side, and
/// computed from the operator's definition in double precision on the other.
/// </summary>
internal sealed class Int8Case(int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<Tensor> _inputs = [];
    private readonly List<Tensor> _graphInputs = [];
    private readonly List<sbyte[]> _stored = [];
    private readonly List<double[]> _real = [];

    public int Next(int minimum, int maximum) => _random.Next(minimum, maximum + 1);

    public T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];

    /// <summary>A scale between the given ones, evenly over their logarithms.</summary>
    public float Scale(double least, double greatest) => (float)(least * Math.Pow(greatest / least, _random.NextDouble()));

    /// <summary>Adds an input of the graph with random elements, or a constant.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="quantization">Its scale and zero point.</param>
    /// <param name="isConstant">Whether it is a constant.</param>
    /// <param name="least">The least stored element.</param>
    public Int8Case Input(Shape shape, QuantizationParameters quantization, bool isConstant = false, sbyte least = sbyte.MinValue)
    {
        sbyte[] stored = [.. Values(shape).Select(value => Math.Max(value, least))];
        Tensor tensor = isConstant ? Tensor.Constant<sbyte>("constant", ElementType.Int8, shape, stored, quantization) : new Tensor($"input{_inputs.Count}", ElementType.Int8, shape, quantization);
        Add(tensor, [.. stored.Select(value => quantization.Scale * (double)(value - quantization.ZeroPoint))]);
        if (isConstant) return this;
        _graphInputs.Add(tensor);
        _stored.Add(stored);
        return this;
    }

    /// <summary>
    /// Adds weights whose channels lie along an axis, with one scale each or one for all, and sometimes a bias.
    /// </summary>
    public Int8Case Weights(Shape shape, int axis)
    {
        int channels = shape[axis];
        bool isPerChannel = Next(0, 1) == 1;
        float[] scales = [.. Enumerable.Range(0, isPerChannel ? channels : 1).Select(_ => Scale(0.001, 0.1))];
        sbyte[] stored = [.. Values(shape).Select(value => Math.Max(value, (sbyte)-127))];
        int inner = shape.Skip(axis + 1).Aggregate(1, (product, dimension) => product * dimension);
        var quantization = new QuantizationParameters([.. scales], [.. scales.Select(_ => 0)], axis);
        Add(
            Tensor.Constant<sbyte>("weights", ElementType.Int8, shape, stored, quantization),
            [.. stored.Select((value, i) => (double)scales[i / inner % channels % scales.Length] * value)]);

        if (Next(0, 2) == 0) return this;
        float inputScale = _inputs[0].Quantization!.Scale;
        int[] bias = [.. Enumerable.Range(0, channels).Select(_ => Next(-20_000, 20_000))];
        Add(
            Tensor.Constant<int>("bias", ElementType.Int32, new Shape(channels), bias),
            [.. bias.Select((value, channel) => (double)inputScale * scales[channel % scales.Length] * value)]);
        return this;
    }

    /// <summary>Sometimes adds a bias to the product of two inputs.</summary>
    public Int8Case ProductBias(int columns)
    {
        if (Next(0, 2) == 0) return this;
        int[] bias = [.. Enumerable.Range(0, columns).Select(_ => Next(-20_000, 20_000))];
        double scale = (double)_inputs[0].Quantization!.Scale * _inputs[1].Quantization!.Scale;
        Add(Tensor.Constant<int>("bias", ElementType.Int32, new Shape(columns), bias), [.. bias.Select(value => scale * value)]);
        return this;
    }

    /// <summary>
    /// The largest distance, in steps of the output's scale, of the kernel's outputs from the real ones, rounded and
    /// saturated.
    /// </summary>
    public int LargestError(Operator @operator, QuantizationParameters? output = null)
    {
        Node node = Node(@operator, _inputs[0].Quantization);
        double[] real = ReferenceEvaluation.Evaluate(node, [.. _real]);
        QuantizationParameters quantization = output ?? Covering(real);
        node = Node(@operator, quantization);
        sbyte[] actual = Run(node);
        return real.Select((value, i) => Math.Abs(actual[i] - Stored(value, quantization))).Max();
    }

    private static int Stored(double value, QuantizationParameters quantization) =>
        (int)Math.Clamp(Math.Round(value / quantization.Scale) + quantization.ZeroPoint, sbyte.MinValue, sbyte.MaxValue);

    private void Add(Tensor tensor, double[] real)
    {
        _inputs.Add(tensor);
        _real.Add(real);
    }

    private Node Node(Operator @operator, QuantizationParameters? quantization) =>
        new("node", @operator, _inputs, [new Tensor("output", ElementType.Int8, @operator.InferShape(_inputs), quantization)]);

    private sbyte[] Run(Node node)
    {
        TinyModel model = PackedGraph.Load(new Graph("Model", _graphInputs, node.Outputs, [node]));
        for (int i = 0; i < _stored.Count; i++) _stored[i].CopyTo(model.Input<sbyte>(i));
        model.Invoke();
        return model.Output<sbyte>().ToArray();
    }

    // Parameters whose range is that of the values, or up to half of it, so that some saturate.
    private QuantizationParameters Covering(double[] values)
    {
        double least = Math.Min(0, values.Min()), greatest = Math.Max(1e-3, values.Max());
        float scale = (float)((greatest - least) / 255 * (0.5 + (0.6 * _random.NextDouble())));
        return new QuantizationParameters(scale, (int)Math.Clamp(Math.Round(sbyte.MinValue - (least / scale)), sbyte.MinValue, sbyte.MaxValue));
    }

    private sbyte[] Values(Shape shape)
    {
        sbyte[] values = new sbyte[shape.ElementCount];
        _random.NextBytes(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
