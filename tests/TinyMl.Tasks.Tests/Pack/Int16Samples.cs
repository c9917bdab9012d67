using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Pack;

/// <summary>A graph of every int16 operator.</summary>
internal static class Int16Samples
{
    private static readonly Window Padded = new(1, 1, 1, 1, 1, 1, 1, 1);
    private static readonly Window Halving = new(2, 2, 1, 1, 0, 0, 0, 0);
    private static readonly QuantizationParameters Fine = new(1f / 2048, 0);
    private static readonly QuantizationParameters Unit = new(1f / 32768, 0);

    public static Graph All()
    {
        var builder = new GraphBuilder();
        Tensor input = builder.Input(1, 8, 8, 2);
        Tensor y = builder.AddAs(ElementType.Int16, Fine, new Quantize(), input);
        y = builder.Add(new Conv2D(Padded, ActivationRange.Relu6), y, Weights(1, 0, 4, 3, 3, 2), Bias(4));
        y = builder.Add(new DepthwiseConv2D(Padded, ActivationRange.None), y, Weights(2, 3, 1, 3, 3, 4), Bias(4));
        y = builder.Add(new TransposeConv2D(Padded, 8, 8, ActivationRange.None), y, Weights(4, 0, 4, 3, 3, 4), NarrowBias(4));
        y = builder.Add(new AveragePool2D(2, 2, Halving, CountPadding: false, ActivationRange.None), y);
        y = builder.Add(new MaxPool2D(2, 2, Halving, ActivationRange.Relu), y);
        y = builder.Add(new Add(ActivationRange.None), y, y);
        y = builder.Add(new Sub(ActivationRange.Relu), y, y);
        y = builder.Add(new Mul(ActivationRange.None), y, y);
        y = builder.Add(new Maximum(ActivationRange.None), y, y);
        y = builder.Add(new Minimum(ActivationRange.None), y, y);
        y = builder.Add(new SquaredDifference(ActivationRange.None), y, y);
        y = builder.Add(new PRelu(ActivationRange.None), y, y);
        y = builder.Add(new Clamp(ActivationRange.Relu), y);
        y = builder.Add(new LeakyRelu(0.1f), y);
        y = builder.Add(new HardSwish(), y);
        y = builder.AddAs(ElementType.Int16, Unit, new Logistic(), y);
        y = builder.AddAs(ElementType.Int16, Unit, new Tanh(), y);
        y = builder.AddAs(ElementType.Int8, new QuantizationParameters(0.125f, 3), new Quantize(), y);
        y = builder.AddAs(ElementType.Int16, Fine, new Quantize(), y);
        y = builder.Add(new ReduceMax([1], KeepDimensions: true), y);
        y = builder.Add(new ReduceMin([1], KeepDimensions: true), y);
        y = builder.Add(new ReduceSum([1], KeepDimensions: true), y);
        y = builder.Add(new Mean([1, 2], KeepDimensions: false), y);
        y = builder.Add(new FullyConnected(ActivationRange.None), y, Weights(3, 0, 3, 4), Bias(3));
        Tensor wide = builder.AddAs(ElementType.Int32, new QuantizationParameters(1e-6f, 0), new Quantize(), y);
        y = builder.AddAs(ElementType.Int16, Unit, new Softmax(1), y);
        return builder.Build(y, wide, builder.AddAs(ElementType.Float32, null, new Dequantize(), y));
    }

    private static Tensor Weights(int seed, int axis, params int[] shape)
    {
        var dimensions = new Shape(shape);
        IEnumerable<float> scales = Enumerable.Range(1, shape[axis]).Select(i => i / 1024f);
        sbyte[] values = [.. Enumerable.Range(0, (int)dimensions.ElementCount).Select(i => (sbyte)(((i * 37) + seed) % 255 - 127))];
        return Tensor.Constant<sbyte>($"weights{seed}", ElementType.Int8, dimensions, values, new QuantizationParameters([.. scales], [.. Enumerable.Repeat(0, shape[axis])], axis));
    }

    private static Tensor Bias(int count) =>
        Tensor.Constant<long>($"bias{count}", ElementType.Int64, new Shape(count), [.. Enumerable.Range(0, count).Select(i => (i * 1_000_000L) - 1_500_000)]);

    private static Tensor NarrowBias(int count) =>
        Tensor.Constant<int>($"narrow{count}", ElementType.Int32, new Shape(count), [.. Enumerable.Range(0, count).Select(i => (i * 1000) - 1500)]);
}
