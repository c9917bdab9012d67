using System;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Quantization;
using TinyMl.Tasks.Tests.Data;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Run;

/// <summary>Seeded graphs that use every operator with a kernel, in every precision.</summary>
internal static class SampleGraphs
{
    private static readonly int[] InputShape = [1, 9, 8, 3];

    /// <summary>The graph of a seed in a precision.</summary>
    public static Graph InPrecision(int seed, QuantizationMode mode)
    {
        Graph graph = Float(seed);
        if (mode is not (QuantizationMode.Int8 or QuantizationMode.Int16x8)) return Quantizer.Quantize(graph, "sample", mode, calibration: null, CancellationToken.None).Graph;

        const int samples = 16;
        var random = new Random(seed);
        float[] values = [.. Enumerable.Range(0, samples * InputShape.Aggregate((a, b) => a * b)).Select(_ => (4 * random.NextSingle()) - 2)];
        SampleSet calibration = DataFolder.Samples(graph.Inputs, [samples, .. InputShape[1..]], values);
        return Quantizer.Quantize(graph, "sample", mode, calibration, CancellationToken.None).Graph;
    }

    private static Graph Float(int seed)
    {
        var graph = new GraphBuilder();
        Tensor x = graph.Input(InputShape);
        Tensor Weights(params int[] shape) => GraphBuilder.Random(++seed, shape);

        Tensor first = graph.Add(new Conv2D(new Window(2, 1, 1, 2, 1, 2, 1, 2), ActivationRange.Relu6), x, Weights(11, 3, 3, 3), Weights(11));
        Tensor depthwise = graph.Add(new DepthwiseConv2D(new Window(1, 1, 1, 1, 1, 1, 1, 1), ActivationRange.None), first, Weights(1, 3, 3, 22), Weights(22));
        Tensor leaky = graph.Add(new LeakyRelu(0.1f), depthwise);
        Tensor pointwise = graph.Add(new Conv2D(Window.Unit, ActivationRange.None), leaky, Weights(11, 1, 1, 22), Weights(11));
        Tensor grouped = graph.Add(new Conv2D(Window.Unit, ActivationRange.None), leaky, Weights(4, 2, 2, 11), Weights(4));
        Tensor spread = graph.Add(new TransposeConv2D(Window.Unit, pointwise.Shape[1], pointwise.Shape[2], ActivationRange.None), grouped, Weights(22, 2, 2, 2), Weights(22));
        Tensor weighed = graph.Add(new MatMul(IsRightTransposed: false, ActivationRange.None), spread, Weights(22, 11));
        weighed = graph.Add(new MatMul(IsRightTransposed: false, ActivationRange.None), graph.Add(new MatMul(IsRightTransposed: true, ActivationRange.None), weighed, pointwise), pointwise);
        pointwise = graph.Add(new Add(ActivationRange.None), pointwise, weighed);
        Tensor sum = graph.Add(new Add(ActivationRange.None), pointwise, first);
        Tensor gated = graph.Add(new Mul(ActivationRange.None), graph.Add(new Logistic(), sum), graph.Add(new Tanh(), sum));
        Tensor scaled = graph.Add(new Sub(ActivationRange.Relu), graph.Add(new Mul(ActivationRange.None), gated, Weights(11)), Weights(1));
        Tensor average = graph.Add(new AveragePool2D(2, 2, new Window(2, 2, 1, 1, 0, 0, 1, 0), CountPadding: false, ActivationRange.None), scaled);
        Tensor largest = graph.Add(new MaxPool2D(2, 2, new Window(2, 2, 1, 1, 0, 0, 1, 0), ActivationRange.None), scaled);
        Tensor both = graph.Add(new Concat(3), average, largest);
        Tensor swish = graph.Add(new HardSwish(), graph.Add(new Transpose([0, 2, 1, 3]), both));
        Tensor padded = graph.Add(new Pad([0, 1, 0, 0], [0, 0, 2, 0], 0), graph.Add(new Clamp(new ActivationRange(-1, 2)), swish));
        Tensor blocks = graph.Add(new BatchToSpace(1, 2, 0, 1, 0, 0), graph.Add(new SpaceToBatch(1, 2, 0, 1, 0, padded.Shape[2] % 2 == 0 ? 1 : 0), padded));
        Tensor backwards = graph.Add(new Slice([0, blocks.Shape[1] - 1, 0, 0], [1, -1, 1, 1], [1, blocks.Shape[1], 2, 22]), blocks);
        Tensor picked = graph.Add(new Select("Tile", [[], [], [0, 1, 1, 0], []]), backwards);
        Tensor gathered = graph.Add(new Gather(3, 0), picked, Tensor.Constant<int>("indices", ElementType.Int32, new Shape(22), [.. Enumerable.Range(0, 22).Select(i => 21 - i)]));
        Tensor resized = graph.Add(new Interpolate([new AxisWeights(1, [0, 1], [0.25f, 0.75f, 0.5f, 0.5f]), new AxisWeights(2, [0, 2, 3], [1, 0.5f, 0.25f])]), gathered);
        padded = graph.Add(new Interpolate([new AxisWeights(2, [0, 1], [-0.1f, 1.1f, 1.2f, -0.2f])]), resized);
        Tensor mean = graph.Add(new Mean([1, 2], KeepDimensions: false), padded);
        Tensor scores = graph.Add(new FullyConnected(ActivationRange.None), graph.Add(new Reshape(new Shape(1, 22)), mean), Weights(7, 22), Weights(7));
        Tensor extremes = graph.Add(new Concat(2), graph.Add(new ReduceMax([1, 2], KeepDimensions: true), padded), graph.Add(new ReduceMin([1], KeepDimensions: true), padded));
        Tensor normalized = graph.Add(new LayerNormalization(1e-5f), graph.Add(new L2Normalization(1e-6f), extremes), Weights(22), Weights(22));
        Tensor product = graph.Add(new ReduceProd([1], KeepDimensions: false), graph.Add(new ReduceSum([2], KeepDimensions: false), normalized));
        Tensor index = graph.AddAs(ElementType.Int64, null, new ArgMinMax(2, KeepDimensions: false, IsGreatest: true, IsLast: true, ElementType.Int64), padded);
        return graph.Build(graph.Add(new Softmax(1), scores), mean, graph.Add(new LogSoftmax(), product), index);
    }
}
