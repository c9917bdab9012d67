using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Pack;

/// <summary>Graphs that together use every kernel.</summary>
internal static class PackedSamples
{
    private static readonly Window Padded = new(1, 1, 1, 1, 1, 1, 1, 1);
    private static readonly Window Halving = new(2, 2, 1, 1, 0, 0, 0, 0);
    private static readonly QuantizationParameters Eighth = new(0.125f, 3);
    private static readonly QuantizationParameters Probability = new(1f / 256, -128);

    /// <summary>The model of the page's example.</summary>
    public static Graph Tiny()
    {
        Tensor x = new("x", ElementType.Float32, new Shape(1, 2)), y = new("y", ElementType.Float32, new Shape(1, 1));
        Tensor weights = Tensor.Constant("weights", new Shape(1, 2), [0.5f, -1]), bias = Tensor.Constant("bias", new Shape(1), [0.25f]);
        return new Graph("Tiny", [x], [y], [new Node("inner", new FullyConnected(ActivationRange.None), [x, weights, bias], [y])]);
    }

    /// <summary>Every float operator, and those that move data.</summary>
    public static Graph Float()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Input(1, 8, 8, 2);
        Tensor y = builder.Add(new Conv2D(Padded, ActivationRange.Relu6), x, GraphBuilder.Random(1, 4, 3, 3, 2), GraphBuilder.Random(2, 4));
        y = builder.Add(new DepthwiseConv2D(Padded, ActivationRange.Relu), y, GraphBuilder.Random(3, 1, 3, 3, 4));
        y = builder.Add(new TransposeConv2D(Padded, 8, 8, ActivationRange.None), y, GraphBuilder.Random(7, 4, 3, 3, 2), GraphBuilder.Random(8, 4));
        y = builder.Add(new MatMul(IsRightTransposed: true, ActivationRange.None), y, y);
        y = builder.Add(new MatMul(IsRightTransposed: false, ActivationRange.Relu6), y, GraphBuilder.Random(9, 8, 4));
        y = builder.Add(new AveragePool2D(2, 2, Halving, CountPadding: true, ActivationRange.None), y);
        y = builder.Add(new MaxPool2D(2, 2, Halving, new ActivationRange(-1, 1)), y);
        y = builder.Add(new Add(ActivationRange.Relu), y, GraphBuilder.Random(4, 4));
        y = builder.Add(new Sub(ActivationRange.None), GraphBuilder.Random(4, 4), y);
        y = builder.Add(new Mul(ActivationRange.None), y, y);
        y = builder.Add(new Clamp(ActivationRange.Relu6), y);
        y = builder.Add(new Logistic(), y);
        y = builder.Add(new Tanh(), y);
        y = builder.Add(new LeakyRelu(0.1f), y);
        y = builder.Add(new HardSwish(), y);
        y = builder.Add(new Div(ActivationRange.None), y, GraphBuilder.Random(7, 4));
        y = builder.Add(new Maximum(ActivationRange.None), y, GraphBuilder.Random(8, 4));
        y = builder.Add(new Minimum(ActivationRange.None), y, GraphBuilder.Random(9, 4));
        y = builder.Add(new SquaredDifference(ActivationRange.None), y, GraphBuilder.Random(10, 4));
        y = builder.Add(new Pow(ActivationRange.None), y, GraphBuilder.Random(11, 4));
        y = builder.Add(new PRelu(ActivationRange.None), y, GraphBuilder.Random(12, 4));
        y = builder.Add(new Mod(IsFloored: false, ActivationRange.None), y, GraphBuilder.Random(15, 4));
        y = builder.Add(new Mod(IsFloored: true, ActivationRange.None), y, GraphBuilder.Random(16, 4));
        y = builder.Add(new Softsign(), y);
        y = builder.Add(new Elu(0.5f), y);
        y = builder.Add(new Cos(), y);
        y = builder.Add(new Gelu(IsApproximate: false), y);
        y = builder.Add(new Pad([0, 1, 0, 0], [0, 0, 2, 0], -1), y);
        y = builder.Add(new Concat(3), y, y);
        y = builder.Add(new Transpose([0, 3, 1, 2]), y);
        y = builder.Add(new ReduceSum([2], KeepDimensions: true), y);
        y = builder.Add(new ReduceMax([2], KeepDimensions: true), y);
        y = builder.Add(new ReduceMin([2], KeepDimensions: true), y);
        y = builder.Add(new ReduceProd([2], KeepDimensions: true), y);
        y = builder.Add(new Mean([2], KeepDimensions: false), y);
        y = Moved(builder, builder.Add(new Reshape(new Shape(1, 4, 4, 2)), y));
        y = builder.Add(new Reshape(new Shape(1, 32)), y);
        y = builder.Add(new LayerNormalization(1e-5f), y, GraphBuilder.Random(7, 32), GraphBuilder.Random(8, 32));
        y = builder.Add(new L2Normalization(1e-6f), y);
        y = builder.Add(new FullyConnected(ActivationRange.None), y, GraphBuilder.Random(5, 3, 32), GraphBuilder.Random(6, 3));
        Tensor index = builder.AddAs(ElementType.Int64, null, new ArgMinMax(1, KeepDimensions: false, IsGreatest: true, IsLast: false, ElementType.Int64), y);
        return builder.Build(builder.Add(new Softmax(1), y), builder.Add(new LogSoftmax(), y), index, x);
    }

    /// <summary>What changes the places of elements, and in the end leaves the shape as it is.</summary>
    private static Tensor Moved(GraphBuilder builder, Tensor y)
    {
        Tensor whole = builder.AddAs(ElementType.Int32, null, new Cast(ElementType.Int32), y);
        y = builder.AddAs(ElementType.Float32, null, new Cast(ElementType.Float32), builder.Add(new Add(ActivationRange.None), whole, whole));
        Tensor condition = builder.AddAs(ElementType.Bool, null, new Compare(Comparison.Greater), y, GraphBuilder.Random(13, 2));
        condition = builder.Add(new Logical(LogicalOperation.Or), condition, builder.AddAs(ElementType.Bool, null, new Cast(ElementType.Bool), y));
        y = builder.AddAs(ElementType.Float32, null, new Where(), condition, y, GraphBuilder.Random(14, 2));
        y = builder.Add(new BatchToSpace(2, 2, 0, 0, 0, 0), builder.Add(new SpaceToBatch(2, 2, 0, 0, 0, 0), y));
        y = builder.Add(new Slice([0, 3, 0, 0], [1, -1, 1, 1], [1, 4, 4, 2]), y);
        y = builder.Add(new Select("Select", [[], [2, 1, 1, 0], [], []]), y);
        y = builder.Add(new Gather(1, 0), y, Integers([4], 0, 3, 2, 1));
        y = builder.Add(new GatherElements(3), y, Integers([1, 4, 4, 2], [.. Enumerable.Range(0, 32).Select(i => i % 2)]));
        y = builder.Add(new GatherND(1), y, Integers([1, 4, 1], 3, 1, 2, 0));
        return builder.Add(new Interpolate([new AxisWeights(1, [0, 1, 2, 3], [1, 2, 3, 4]), new AxisWeights(2, [0, 0, 1, 2], [1, 0, 0, 1, 0, 1, 0, 1])]), y);
    }

    /// <summary>Every int8 operator.</summary>
    public static Graph Int8()
    {
        var builder = new GraphBuilder();
        Tensor input = builder.Input(1, 8, 8, 2);
        Tensor y = builder.AddAs(ElementType.Int8, Eighth, new Quantize(), input);
        y = builder.Add(new Conv2D(Padded, ActivationRange.Relu6), y, Weights(1, 0, 4, 3, 3, 2), Bias(4));
        y = builder.Add(new Conv2D(Padded, ActivationRange.None), y, AsymmetricWeights(4, 3, 3, 4), Bias(4));
        y = builder.Add(new DepthwiseConv2D(Padded, ActivationRange.None), y, Weights(2, 3, 1, 3, 3, 4), Bias(4));
        y = builder.Add(new TransposeConv2D(Padded, 8, 8, ActivationRange.None), y, Weights(4, 0, 4, 3, 3, 2), Bias(4));
        y = builder.Add(new MatMul(IsRightTransposed: true, ActivationRange.None), y, y);
        y = builder.Add(new MatMul(IsRightTransposed: false, ActivationRange.None), y, Factor(8, 4), Bias(4));
        y = builder.Add(new AveragePool2D(2, 2, Halving, CountPadding: false, ActivationRange.None), y);
        y = builder.Add(new MaxPool2D(2, 2, Halving, ActivationRange.Relu), y);
        y = builder.Add(new Add(ActivationRange.None), y, y);
        y = builder.Add(new Sub(ActivationRange.Relu), y, y);
        y = builder.Add(new Mul(ActivationRange.None), y, y);
        y = builder.Add(new Clamp(ActivationRange.Relu), y);
        y = builder.Add(new LeakyRelu(0.1f), y);
        y = builder.Add(new HardSwish(), y);
        y = builder.Add(new Div(ActivationRange.None), y, y);
        y = builder.Add(new Maximum(ActivationRange.None), y, y);
        y = builder.Add(new Minimum(ActivationRange.None), y, y);
        y = builder.Add(new SquaredDifference(ActivationRange.None), y, y);
        y = builder.Add(new PRelu(ActivationRange.None), y, y);
        y = builder.Add(new Sqrt(), y);
        y = builder.AddAs(ElementType.Int8, Probability, new Logistic(), y);
        y = builder.AddAs(ElementType.Int8, new QuantizationParameters(1f / 128, 0), new Tanh(), y);
        y = builder.AddAs(ElementType.Int8, Eighth, new Quantize(), y);
        y = builder.Add(new Interpolate([new AxisWeights(1, [0, 1, 1], [1, 0, 0]), new AxisWeights(2, [0, 0, 1], [1, 0.5f, 0.25f])]), y);
        y = builder.Add(new ReduceMax([1], KeepDimensions: true), y);
        y = builder.Add(new ReduceMin([1], KeepDimensions: true), y);
        y = builder.Add(new ReduceSum([1], KeepDimensions: true), y);
        y = builder.Add(new Mean([1, 2], KeepDimensions: false), y);
        y = builder.Add(new FullyConnected(ActivationRange.None), y, Weights(3, 0, 3, 4), Bias(3));
        y = builder.AddAs(ElementType.Int8, new QuantizationParameters(1f / 128, 0), new L2Normalization(1e-6f), y);
        Tensor logarithm = builder.AddAs(ElementType.Int8, new QuantizationParameters(1f / 16, 127), new LogSoftmax(), y);
        Tensor index = builder.AddAs(ElementType.Int32, null, new ArgMinMax(1, KeepDimensions: false, IsGreatest: false, IsLast: true, ElementType.Int32), y);
        y = builder.AddAs(ElementType.Int8, Probability, new Softmax(1), y);
        Tensor unsigned = builder.AddAs(ElementType.UInt8, new QuantizationParameters(1f / 256, 0), new Reinterpret(ElementType.UInt8), y);
        return builder.Build(y, logarithm, index, builder.AddAs(ElementType.Float32, null, new Dequantize(), y), unsigned);
    }

    private static Tensor Weights(int seed, int axis, params int[] shape)
    {
        var dimensions = new Shape(shape);
        IEnumerable<float> scales = Enumerable.Range(1, shape[axis]).Select(i => i / 64f);
        sbyte[] values = [.. Enumerable.Range(0, (int)dimensions.ElementCount).Select(i => (sbyte)(((i * 37) + seed) % 255 - 127))];
        return Tensor.Constant<sbyte>($"weights{seed}", ElementType.Int8, dimensions, values, new QuantizationParameters([.. scales], [.. Enumerable.Repeat(0, shape[axis])], axis));
    }

    private static Tensor AsymmetricWeights(params int[] shape)
    {
        sbyte[] values = [.. Enumerable.Range(0, (int)new Shape(shape).ElementCount).Select(i => (sbyte)(i % 200 - 128))];
        return Tensor.Constant<sbyte>("asymmetric", ElementType.Int8, new Shape(shape), values, new QuantizationParameters(1f / 64, -28));
    }

    private static Tensor Integers(int[] shape, params int[] values) => Tensor.Constant<int>("indices", ElementType.Int32, new Shape(shape), values);

    private static Tensor Factor(params int[] shape) =>
        Tensor.Constant<sbyte>("factor", ElementType.Int8, new Shape(shape), [.. Enumerable.Range(0, (int)new Shape(shape).ElementCount).Select(i => (sbyte)(i * 7))], Eighth);

    private static Tensor Bias(int count) =>
        Tensor.Constant<int>($"bias{count}", ElementType.Int32, new Shape(count), [.. Enumerable.Range(0, count).Select(i => (i * 1000) - 1500)]);
}
