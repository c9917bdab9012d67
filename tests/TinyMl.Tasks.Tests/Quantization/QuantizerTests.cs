using System;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Quantization;

namespace TinyMl.Tasks.Tests.Quantization;

[TestClass]
public sealed class QuantizerTests
{
    [TestMethod]
    public void NoneLeavesTheGraph()
    {
        Graph graph = FloatGraph(1);

        Assert.AreSame(graph, Quantize(graph, QuantizationMode.None).Graph);
    }

    [TestMethod]
    public void Float16RoundsWeightsToNearestEvenAndSaturates()
    {
        Graph graph = FloatGraph(1 + (1f / 2048), 1 + (3f / 2048), 1e6f, -1e6f);

        Node node = Quantize(graph, QuantizationMode.Float16).Graph.Nodes[0];

        Assert.AreEqual(ElementType.Float16, node.Inputs[1].Type);
        CollectionAssert.AreEqual(new Half[] { (Half)1, (Half)(1 + (1f / 512)), Half.MaxValue, Half.MinValue }, node.Inputs[1].Values<Half>().ToArray());
        Assert.AreSame(graph.Inputs[0], node.Input);
    }

    [TestMethod]
    public void Int8OfAFloatModelAsksForCalibrationData() =>
        Assert.AreEqual("TML1101", Refusal(FloatGraph(1), QuantizationMode.Int8));

    [TestMethod]
    [DataRow(nameof(QuantizationMode.None))]
    [DataRow(nameof(QuantizationMode.Int8))]
    public void AQuantizedModelStaysAsItIs(string mode)
    {
        Graph graph = QuantizedGraph();

        Assert.AreSame(graph, Quantize(graph, Enum.Parse<QuantizationMode>(mode)).Graph);
    }

    [TestMethod]
    [DataRow(nameof(QuantizationMode.Float16))]
    [DataRow(nameof(QuantizationMode.Int16x8))]
    [DataRow(nameof(QuantizationMode.Int4))]
    public void AnotherPrecisionOfAQuantizedModelIsRefused(string mode) => Assert.AreEqual("TML1103", Refusal(QuantizedGraph(), Enum.Parse<QuantizationMode>(mode)));

    [TestMethod]
    public void AutoIsNoPrecision() => Assert.AreEqual("TML1103", Refusal(FloatGraph(1), QuantizationMode.Auto));

    [TestMethod]
    public void WithoutDataAFloatModelBecomesInt8FromInputToOutput()
    {
        Graph graph = Quantizer.WithoutData(FloatGraph(1, 2, 3), "m.onnx", QuantizationMode.Int8);

        Assert.IsTrue(graph.Inputs.Concat(graph.Outputs).All(tensor => tensor.Type == ElementType.Int8 && tensor.Quantization is not null));
        Assert.AreEqual(ElementType.Int32, graph.Nodes[0].Inputs[2].Type);
    }

    [TestMethod]
    public void WithoutDataAFloatModelBecomesInt16FromInputToOutput()
    {
        Graph graph = Quantizer.WithoutData(FloatGraph(1, 2, 3), "m.onnx", QuantizationMode.Int16x8);

        Assert.IsTrue(graph.Inputs.Concat(graph.Outputs).All(tensor => tensor is { Type: ElementType.Int16, Quantization: { IsPerTensor: true, ZeroPoint: 0 } }));
        Assert.AreEqual(ElementType.Int8, graph.Nodes[0].Inputs[1].Type);
        Assert.AreEqual(ElementType.Int64, graph.Nodes[0].Inputs[2].Type);
    }

    private static Graph FloatGraph(params float[] weights)
    {
        var x = new Tensor("x", ElementType.Float32, new Shape(1, 1));
        var y = new Tensor("y", ElementType.Float32, new Shape(1, weights.Length));
        Tensor[] inputs = [x, Tensor.Constant("w", new Shape(weights.Length, 1), weights), Tensor.Constant("b", new Shape(weights.Length), new float[weights.Length])];
        return new Graph("m", [x], [y], [new Node("fc", new FullyConnected(ActivationRange.None), inputs, [y])]);
    }

    private static Graph QuantizedGraph()
    {
        var parameters = new QuantizationParameters(0.5f, 3);
        var x = new Tensor("x", ElementType.Int8, new Shape(1, 4), parameters);
        var y = new Tensor("y", ElementType.Int8, new Shape(1, 4), parameters);
        return new Graph("m", [x], [y], [new Node("relu", new Clamp(ActivationRange.Relu), [x], [y])]);
    }

    private static QuantizedGraph Quantize(Graph graph, QuantizationMode mode) => Quantizer.Quantize(graph, "m.onnx", mode, null, CancellationToken.None);

    private static string Refusal(Graph graph, QuantizationMode mode) =>
        Assert.ThrowsExactly<DiagnosticException>(() => Quantize(graph, mode)).Diagnostic.Code;
}
