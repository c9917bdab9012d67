using System;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Quantization;
using TinyMl.Tasks.Tests.Data;
using TinyMl.Tasks.Tests.Graphs;
using TinyMl.Tasks.Tests.Lower;

namespace TinyMl.Tasks.Tests.Quantization;

/// <summary>Int8 models with recurrent layers, beside their float twins.</summary>
[TestClass]
public sealed class QuantizingRecurrentModels
{
    private const int Samples = 24;
    private const int Steps = 12;
    private const int Inputs = 6;
    private const int Units = 10;

    [TestMethod]
    [DataRow(false, false)]
    [DataRow(true, false)]
    [DataRow(false, true)]
    public void AnLstmComputesWithIntegers(bool isTimeMajor, bool isBackward)
    {
        var lstm = new Lstm(isTimeMajor, isBackward, HasInitial: false, HasPeepholes: false, float.PositiveInfinity, float.PositiveInfinity);

        Graph quantized = RequireNear(Model(lstm, 4, isTimeMajor, hasCell: true));

        Node layer = quantized.Nodes.Single(node => node.Operator is Lstm);
        Assert.AreEqual(ElementType.Int8, layer.Input.Type);
        Assert.AreEqual(ElementType.Int16, layer.Outputs[1].Type);
        Assert.AreEqual(1f / 2048, layer.Outputs[1].Quantization!.Scale);
        Assert.IsFalse(quantized.Nodes.Any(node => node.Operator is Dequantize));
    }

    [TestMethod]
    public void OtherRecurrentLayersComputeWithRealValues()
    {
        foreach (bool resetsAfter in new[] { false, true })
        {
            Graph quantized = RequireNear(Model(new Gru(IsTimeMajor: false, IsBackward: false, HasInitial: false, resetsAfter, float.PositiveInfinity), 3, isTimeMajor: false, hasCell: false));
            Assert.AreEqual(ElementType.Float32, quantized.Nodes.Single(node => node.Operator is Gru).Input.Type);
        }

        var clipped = new Lstm(IsTimeMajor: false, IsBackward: false, HasInitial: false, HasPeepholes: false, GateClip: 3, CellClip: float.PositiveInfinity);
        Assert.AreEqual(ElementType.Float32, RequireNear(Model(clipped, 4, isTimeMajor: false, hasCell: true)).Nodes.Single(node => node.Operator is Lstm).Input.Type);
    }

    [TestMethod]
    public void AModelWithStateKeepsItsClasses()
    {
        var quantized = new QuantizedModel("mnist_lstm_float.tflite", "golden/mnist_lstm_float.npz");

        AccuracyReport accuracy = quantized.Measure(quantized.Calibration);

        Assert.HasCount(2, quantized.Result.Graph.States);
        Assert.AreEqual(1, accuracy.Agreement);
    }

    // x, the layer, its last step, and an inner product.
    private static Graph Model(Recurrent layer, int gates, bool isTimeMajor, bool hasCell)
    {
        Tensor x = StateSamples.Floats("x", isTimeMajor ? [Steps, 1, Inputs] : [1, Steps, Inputs]), y = StateSamples.Floats("y", isTimeMajor ? [Steps, 1, Units] : [1, Steps, Units]);
        int biases = layer is Gru { ResetsAfter: true } ? gates + 1 : gates;
        Tensor[] inputs = [x, GraphBuilder.Random(1, gates * Units, Inputs), GraphBuilder.Random(2, gates * Units, Units), GraphBuilder.Random(3, biases * Units)];
        Slice slice = Slice.Along(isTimeMajor ? 0 : 1, layer.IsBackward ? 0 : Steps - 1, 1, y.Shape);
        Tensor last = StateSamples.Floats("last", [.. slice.InferShape([y])]), scores = StateSamples.Floats("scores", 1, 5);
        return new Graph(
            "Recurrent",
            [x],
            [scores],
            [
                new Node("layer", layer, inputs, hasCell ? [y, StateSamples.Floats("cell", 1, Units)] : [y]),
                new Node("last", slice, [y], [last]),
                new Node("scores", new FullyConnected(ActivationRange.None), [last, GraphBuilder.Random(4, 5, Units)], [scores]),
            ]);
    }

    private static Graph RequireNear(Graph graph)
    {
        var random = new Random(1);
        int length = Steps * Inputs;
        float[] values = [.. Enumerable.Range(0, Samples * length).Select(_ => (2 * random.NextSingle()) - 1)];
        int[] shape = [Samples, .. graph.Inputs[0].Shape.Where(dimension => dimension > 1)];
        SampleSet samples = DataFolder.Samples(graph.Inputs, shape, values);
        Graph quantized = Quantizer.Quantize(graph, "g", QuantizationMode.Int8, samples, CancellationToken.None).Graph;

        TinyModel expected = PackedGraph.Load(graph), actual = PackedGraph.Load(quantized);
        float[] reals = new float[5], integers = new float[5];
        double signal = 0, noise = 0;
        for (int sample = 0; sample < Samples; sample++)
        {
            expected.Run(values.AsSpan(sample * length, length), reals);
            actual.Run(values.AsSpan(sample * length, length), integers);
            signal += reals.Sum(value => (double)value * value);
            noise += reals.Zip(integers, (left, right) => (double)(left - right) * (left - right)).Sum();
        }

        double decibels = 10 * Math.Log10(signal / noise);
        Assert.IsGreaterThan(25, decibels, $"{decibels:0.0} dB");
        return quantized;
    }
}
