using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Evaluate;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Pack;
using TinyMl.Tasks.Quantization;
using TinyMl.Tasks.Simplify.Channels;
using TinyMl.Tasks.Tests.Data;

namespace TinyMl.Tasks.Tests.Quantization;

/// <summary>A graph in which every operator occurs, calibrated with seeded random samples.</summary>
[TestClass]
public sealed class EveryOperatorTests
{
    private const int Samples = 24;

    private readonly Random _random = new(7);
    private readonly Tensor _x = new("x", ElementType.Float32, new Shape(1, 8, 8, 4));
    private readonly List<Node> _nodes = [];

    [TestMethod]
    [DataRow(nameof(QuantizationMode.Int8), 20d)]
    [DataRow(nameof(QuantizationMode.Int16x8), 32d)]
    public void KeepsItsOutputs(string mode, double least)
    {
        Graph graph = Build(weightScale: 1);
        SampleSet samples = Calibration(1);

        QuantizedGraph quantized = Quantizer.Quantize(graph, "m", Enum.Parse<QuantizationMode>(mode), samples, CancellationToken.None);

        IReadOnlyDictionary<Node, double?> noise = LayerNoise.Measure(graph, quantized, new Dictionary<Tensor, ActivationPart>(), samples, CancellationToken.None);
        foreach ((Node node, double? decibels) in noise) Assert.IsGreaterThan(least, decibels ?? 100, $"{node}");
        CollectionAssert.IsSubsetOf(graph.Nodes.Where(node => node.Output.Type == ElementType.Float32).Select(node => node.Name).ToArray(), noise.Keys.Select(node => node.Name).ToArray());
    }

    [TestMethod]
    [DataRow(nameof(QuantizationMode.Int8))]
    [DataRow(nameof(QuantizationMode.Int16x8))]
    public void PacksTheSameBytesEveryTime(string mode)
    {
        Graph graph = Build(weightScale: 1);

        byte[][] files = [.. Enumerable.Range(0, 2).Select(_ => Pack(Quantizer.Quantize(graph, "m", Enum.Parse<QuantizationMode>(mode), Calibration(1), CancellationToken.None).Graph).Bytes)];

        CollectionAssert.AreEqual(files[0], files[1]);
    }

    [TestMethod]
    [DataRow(0f, 1f)]
    [DataRow(1f, 0f)]
    [DataRow(1e-12f, 1f)]
    [DataRow(1e-38f, 1f)]
    [DataRow(1e6f, 1f)]
    [DataRow(1f, 1e-40f)]
    [DataRow(1f, 1e12f)]
    [DataRow(1e-6f, 1e6f)]
    [DataRow(1e5f, 1e5f)]
    public void RunsWhateverTheScaleOfWeightsAndData(float weightScale, float dataScale)
    {
        Graph graph = Build(weightScale);
        SampleSet samples = Calibration(dataScale);

        foreach (QuantizationMode mode in new[] { QuantizationMode.Int8, QuantizationMode.Int16x8 })
        {
            QuantizedGraph quantized = Quantizer.Quantize(graph, "m", mode, samples, CancellationToken.None);
            AccuracyReport accuracy = Evaluator.Measure(graph, Pack(quantized.Graph).Bytes, samples, CancellationToken.None);

            Assert.AreEqual(Samples, accuracy.Samples);
        }
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void RefusesActivationsThatAreNotFinite(float weightScale)
    {
        Graph graph = Build(weightScale);
        SampleSet samples = Calibration(1);

        DiagnosticException exception = Assert.ThrowsExactly<DiagnosticException>(() => Quantizer.Quantize(graph, "m", QuantizationMode.Int8, samples, CancellationToken.None));

        Assert.AreEqual("TML1102", exception.Diagnostic.Code);
    }

    private static PackedModelFile Pack(Graph graph) => PackedProgram.Of(graph).File;

    private Graph Build(float weightScale)
    {
        Tensor padded = Apply(new Pad([0, 1, 1, 0], [0, 1, 1, 0], 0), _x);
        Tensor wide = Apply(new Conv2D(Window.Unit, ActivationRange.Relu6), padded, Weights(weightScale, 8, 3, 3, 4), Weights(weightScale, 8));
        Tensor deep = Apply(new DepthwiseConv2D(new Window(1, 1, 1, 1, 1, 1, 1, 1), ActivationRange.None), wide, Weights(weightScale, 1, 3, 3, 8), Weights(weightScale, 8));
        Tensor grouped = Apply(new Conv2D(new Window(2, 2, 1, 1, 1, 1, 1, 1), ActivationRange.None), wide, Weights(weightScale, 6, 3, 3, 4), Weights(weightScale, 6));
        Tensor spread = Apply(new TransposeConv2D(new Window(2, 2, 1, 1, 1, 1, 1, 1), 8, 8, ActivationRange.Relu), grouped, Weights(1, 8, 3, 3, 3), Weights(1, 8));
        Tensor attention = Apply(new MatMul(IsRightTransposed: true, ActivationRange.None), spread, wide);
        deep = Apply(new Add(ActivationRange.None), deep, Apply(new MatMul(IsRightTransposed: false, ActivationRange.None), attention, spread));
        Tensor swish = Apply(new HardSwish(), deep);
        Tensor gated = Apply(new Mul(ActivationRange.None), swish, Apply(new Logistic(), wide));
        Tensor sum = Apply(new Add(ActivationRange.Relu), gated, deep);
        Tensor difference = Apply(new Sub(ActivationRange.None), sum, Weights(1, 1, 1, 1, 8));
        Tensor leaky = Apply(new LeakyRelu(0.1f), difference);
        Tensor curved = Apply(new Elu(1), Apply(new PRelu(ActivationRange.None), leaky, Weights(1, 8)));
        Tensor root = Apply(new Sqrt(), Apply(new Abs(), Apply(new Gelu(IsApproximate: false), curved)));
        Tensor greater = Apply(new Maximum(ActivationRange.None), root, Apply(new Minimum(ActivationRange.None), leaky, curved));
        Tensor clipped = Apply(new Clamp(new ActivationRange(-0.5f, 0.5f)), greater);
        Tensor both = Apply(new Concat(3), clipped, Apply(new Tanh(), leaky));
        Tensor turned = Apply(new Transpose([0, 2, 1, 3]), both);
        Tensor moved = Apply(new BatchToSpace(2, 1, 0, 0, 0, 0), Apply(new SpaceToBatch(2, 1, 0, 0, 0, 0), Apply(new Slice([0, 7, 0, 0], [1, -1, 1, 1], [1, 8, 8, 16]), turned)));
        Tensor picked = Apply(new Select("Resize", [[], [0, 0, 1, 3, 5, 7, 7, 2], [], []]), Apply(new Gather(2, 0), moved, Indices(8)));
        Tensor resized = Apply(new Interpolate([new AxisWeights(1, [0, 1, 2, 3, 4, 5, 6, 6], [.. Enumerable.Repeat(0.5f, 16)])]), picked);
        Tensor cubic = Apply(new Interpolate([new AxisWeights(2, [0, 1, 2, 3, 4, 5, 6, 6], [.. Enumerable.Repeat(new[] { -0.1f, 1.1f }, 8).SelectMany(pair => pair)])]), resized);
        Tensor largest = Apply(new MaxPool2D(2, 2, new Window(2, 2, 1, 1, 0, 0, 0, 0), ActivationRange.None), cubic);
        Tensor smooth = Apply(new AveragePool2D(2, 2, Window.Unit, CountPadding: false, ActivationRange.None), largest);
        Tensor mean = Apply(new Mean([1], KeepDimensions: false), smooth);
        Tensor pooled = Apply(new AveragePool2D(3, 3, Window.Unit, CountPadding: false, ActivationRange.None), smooth);
        Tensor flat = Apply(new Concat(1), Apply(new Reshape(new Shape(1, 48)), mean), Apply(new Reshape(new Shape(1, 16)), pooled));
        Tensor logits = Apply(new FullyConnected(ActivationRange.None), flat, Weights(1, 5, 64));
        Tensor scores = Apply(new Softmax(1), logits);
        return new Graph("Every", [_x], [scores, sum, .. AlongAxes(smooth, logits)], _nodes);
    }

    private Tensor[] AlongAxes(Tensor image, Tensor logits)
    {
        Tensor extremes = Apply(new Concat(1), Apply(new ReduceMax([1], KeepDimensions: true), image), Apply(new ReduceMin([1], KeepDimensions: true), image));
        Tensor sum = Apply(new ReduceSum([1, 2], KeepDimensions: false), extremes);
        Tensor unit = Apply(new L2Normalization(1e-6f), sum);
        Tensor normalized = Apply(new LayerNormalization(1e-5f), Apply(new LogSoftmax(), unit), Weights(1, 16), Weights(1, 16));
        Tensor product = Apply(new ReduceProd([1], KeepDimensions: true), Apply(new Logistic(), logits));
        return [normalized, product, Apply(new ArgMinMax(1, KeepDimensions: false, IsGreatest: true, IsLast: false, ElementType.Int32), logits)];
    }

    private Tensor Weights(float scale, params int[] shape)
    {
        float[] values = new float[new Shape(shape).ElementCount];
        for (int i = 0; i < values.Length; i++) values[i] = (_random.NextSingle() - 0.5f) * scale;
        return Tensor.Constant($"w{_random.Next()}", new Shape(shape), values);
    }

    private static Tensor Indices(int count) => Tensor.Constant<int>("indices", ElementType.Int32, new Shape(count), [.. Enumerable.Range(0, count).Select(i => i * 3 % count)]);

    private Tensor Apply(Operator @operator, params Tensor[] inputs)
    {
        var output = new Tensor($"t{_nodes.Count}", @operator.InferType(inputs), @operator.InferShape(inputs));
        _nodes.Add(new Node($"n{_nodes.Count}", @operator, inputs, [output]));
        return output;
    }

    private SampleSet Calibration(float scale)
    {
        var random = new Random(11);
        float[] values = new float[Samples * 256];
        for (int i = 0; i < values.Length; i++) values[i] = (random.NextSingle() - 0.4f) * scale;
        return DataFolder.Samples([_x], [Samples, 8, 8, 4], values);
    }
}
