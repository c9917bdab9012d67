using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Quantization;

namespace TinyMl.Tasks.Tests.Quantization;

[TestClass]
public sealed class ScaleGroupsTests
{
    private readonly Tensor _x = new("x", ElementType.Float32, new Shape(1, 4, 4, 2));
    private readonly List<Node> _nodes = [];

    [TestMethod]
    public void OperatorsThatMoveElementsKeepScaleAndZeroPoint()
    {
        Tensor pooled = Apply(new MaxPool2D(2, 2, Window.Unit, ActivationRange.None), _x);
        Tensor averaged = Apply(new AveragePool2D(2, 2, Window.Unit, CountPadding: false, ActivationRange.None), pooled);
        Tensor turned = Apply(new Transpose([0, 3, 1, 2]), averaged);
        Tensor padded = Apply(new Pad([0, 0, 1, 1], [0, 0, 1, 1], 0), turned);
        Tensor flat = Apply(new Reshape(new Shape(1, 32)), padded);

        Graph graph = Quantized(flat);

        Assert.AreEqual(1, graph.Inputs.Concat(graph.Nodes.SelectMany(node => node.Outputs)).Select(tensor => tensor.Quantization).Distinct().Count());
    }

    [TestMethod]
    public void AGlobalAverageHasAScaleOfItsOwn()
    {
        Graph graph = Quantized(Apply(new AveragePool2D(4, 4, Window.Unit, CountPadding: false, ActivationRange.None), _x));

        Assert.AreEqual(new Mean([1, 2], KeepDimensions: true).Name, graph.Nodes[0].Operator.Name);
        Assert.AreNotEqual(graph.Inputs[0].Quantization, graph.Outputs[0].Quantization);
    }

    [TestMethod]
    public void SoftmaxLogisticAndTanhPrescribeTheirs()
    {
        Graph graph = Quantized(Apply(new Softmax(1), _x), Apply(new Logistic(), _x), Apply(new Tanh(), _x));

        CollectionAssert.AreEqual(
            new[] { (1f / 256, -128), (1f / 256, -128), (1f / 128, 0) },
            graph.Outputs.Select(tensor => (tensor.Quantization!.Scale, tensor.Quantization.ZeroPoint)).ToArray());
    }

    [TestMethod]
    public void AConcatenationGivesItsInputsOneScale()
    {
        Tensor left = Apply(new HardSwish(), _x), right = Apply(new LeakyRelu(0.1f), _x);

        Graph graph = Quantized(Apply(new Concat(3), left, right));

        Node concatenation = graph.Nodes[^1];
        Assert.HasCount(3, graph.Nodes);
        Assert.IsTrue(concatenation.Inputs.All(input => input.Quantization == concatenation.Output.Quantization));
    }

    [TestMethod]
    public void AConcatenationRescalesWhatCannotTakeItsScale()
    {
        Tensor left = Apply(new HardSwish(), _x), probabilities = Apply(new Logistic(), _x);

        Graph graph = Quantized(Apply(new Concat(3), left, probabilities));

        Node rescaling = graph.Nodes.Single(node => node.Operator is Quantize);
        Assert.AreEqual(1f / 256, rescaling.Input.Quantization!.Scale);
        Assert.AreEqual(graph.Outputs[0].Quantization, rescaling.Output.Quantization);
    }

    [TestMethod]
    public void AConcatenationOfProbabilitiesStaysOne()
    {
        Graph graph = Quantized(Apply(new Concat(3), Apply(new Logistic(), _x), Apply(new Softmax(1), _x)));

        Assert.HasCount(3, graph.Nodes);
        Assert.AreEqual(1f / 256, graph.Outputs[0].Quantization!.Scale);
    }

    [TestMethod]
    public void ATensorInTwoConcatenationsIsRescaledForTheSecond()
    {
        Tensor shared = Apply(new HardSwish(), _x);
        Tensor first = Apply(new Concat(3), shared, Apply(new LeakyRelu(0.1f), _x));
        Tensor second = Apply(new Concat(3), shared, Apply(new LeakyRelu(0.2f), _x));

        Graph graph = Quantized(first, second);

        Assert.AreEqual(1, graph.Nodes.Count(node => node.Operator is Quantize));
        foreach (Node node in graph.Nodes.Where(node => node.Operator is Concat)) Assert.IsTrue(node.Inputs.All(input => input.Quantization == node.Output.Quantization));
    }

    [TestMethod]
    public void ConstantsOfAConcatenationTakeItsScale()
    {
        Tensor constant = Tensor.Constant("c", new Shape(1, 4, 4, 1), [.. Enumerable.Repeat(50f, 16)]);

        Graph graph = Quantized(Apply(new Concat(3), _x, constant));

        Node node = graph.Nodes.Single();
        Assert.AreEqual(node.Output.Quantization, node.Inputs[1].Quantization);
        Assert.AreEqual(127, node.Inputs[1].Values<sbyte>()[0]);
    }

    [TestMethod]
    public void PaddingWithTheLowestNumberSaturatesAndDoesNotWidenTheRange()
    {
        Tensor padded = Apply(new Pad([0, 1, 1, 0], [0, 1, 1, 0], float.MinValue), _x);

        Assert.IsLessThan(0.1f, Quantized(padded).Outputs[0].Quantization!.Scale);
    }

    [TestMethod]
    public void ConstantOperandsHaveAScaleOfTheirOwn()
    {
        Tensor constant = Tensor.Constant("c", new Shape(1), [51f]);

        Graph graph = Quantized(Apply(new Mul(ActivationRange.None), _x, constant));

        Assert.AreEqual(0.2f, graph.Nodes[0].Inputs[1].Quantization!.Scale, 1e-7f);
        Assert.AreEqual(127, graph.Nodes[0].Inputs[1].Values<sbyte>()[0]);
    }

    [TestMethod]
    public void AnOutputFarBelowItsOperandsKeepsAScaleThatTheKernelsCanReach()
    {
        Tensor constant = Tensor.Constant("c", new Shape(1), [1e9f]);

        Graph graph = Quantized(Apply(new Add(ActivationRange.None), _x, constant));

        Node add = graph.Nodes[0];
        Assert.IsGreaterThan(add.Inputs[1].Quantization!.Scale / (1 << 18), add.Output.Quantization!.Scale);
    }

    private Tensor Apply(Operator @operator, params Tensor[] inputs)
    {
        var output = new Tensor($"t{_nodes.Count}", ElementType.Float32, @operator.InferShape(inputs));
        _nodes.Add(new Node($"n{_nodes.Count}", @operator, inputs, [output]));
        return output;
    }

    private Graph Quantized(params Tensor[] outputs) => Quantizer.WithoutData(new Graph("g", [_x], outputs, _nodes), "g.onnx", QuantizationMode.Int8);
}
