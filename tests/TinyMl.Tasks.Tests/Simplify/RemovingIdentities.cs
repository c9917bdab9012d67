using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Simplify;

[TestClass]
public sealed class RemovingIdentities
{
    private static readonly QuantizationParameters Eighth = new(0.125f, 3);

    [TestMethod]
    public void NodesThatDoNothingDisappear()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Input(1, 4, 4, 2);
        Tensor y = builder.Add(new Softmax(1), x);
        y = builder.Add(new Reshape(y.Shape), y);
        y = builder.Add(new Clamp(ActivationRange.None), y);
        y = builder.Add(new Clamp(new ActivationRange(-1, 1)), y);
        y = builder.Add(new Pad([0, 0, 0, 0], [0, 0, 0, 0], 5), y);
        y = builder.Add(new Concat(3), y);
        y = builder.Add(new Mean([0], KeepDimensions: true), y);
        y = builder.Add(new Transpose([0, 1, 2, 3]), y);
        y = builder.Add(new MaxPool2D(1, 1, Window.Unit, ActivationRange.None), y);
        y = builder.Add(new AveragePool2D(1, 1, Window.Unit, CountPadding: false, ActivationRange.None), y);
        Graph graph = builder.Build(builder.Add(new LeakyRelu(0.5f), y));

        Graph simplified = graph.Simplified();

        Assert.AreEqual("Softmax LeakyRelu", simplified.Operators());
        Assert.AreSame(graph.Outputs[0], simplified.Outputs[0]);
    }

    [TestMethod]
    public void AnIdentityAtTheEndGivesItsNameToTheNodeBefore()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Logistic(), builder.Input(1, 3));
        Graph graph = builder.Build(builder.Add(new Clamp(new ActivationRange(0, 1)), y));

        Graph simplified = graph.Simplified();

        Assert.AreEqual("Logistic", simplified.Operators());
        Assert.AreSame(graph.Outputs[0], simplified.Nodes[0].Output);
    }

    [TestMethod]
    public void AnIdentityBetweenInputAndOutputStays()
    {
        var builder = new GraphBuilder();
        Graph graph = builder.Build(builder.Add(new Reshape(new Shape(1, 3)), builder.Input(1, 3)));

        Graph simplified = graph.Simplified();

        Assert.AreEqual("Reshape", simplified.Operators());
    }

    [TestMethod]
    public void AnIdentityBetweenTwoOutputsStays()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Logistic(), builder.Input(1, 3));
        Graph graph = builder.Build(y, builder.Add(new Reshape(y.Shape), y));

        Graph simplified = graph.Simplified();

        Assert.AreEqual("Logistic Reshape", simplified.Operators());
    }

    [TestMethod]
    public void ADifferentZeroPointIsNoIdentity()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Input(ElementType.Int8, Eighth, 1, 4);
        Tensor y = builder.AddAs(ElementType.Int8, new QuantizationParameters(0.125f, 4), new Quantize(), x);
        Graph graph = builder.Build(builder.Add(new Logistic(), y));

        Graph simplified = graph.Simplified();

        Assert.AreEqual("Quantize Logistic", simplified.Operators());
    }

    [TestMethod]
    public void EqualQuantizationIsAnIdentity()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Input(ElementType.Int8, Eighth, 1, 4);
        Tensor y = builder.AddAs(ElementType.Int8, new QuantizationParameters(0.125f, 3), new Quantize(), x);
        Graph graph = builder.Build(builder.Add(new Logistic(), y));

        Graph simplified = graph.Simplified();

        Assert.AreEqual("Logistic", simplified.Operators());
    }

    [TestMethod]
    public void AMeanOverAxesOfOneElementIsAReshape()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Logistic(), builder.Input(1, 1, 1, 5));
        Graph graph = builder.Build(builder.Add(new Mean([1, 2], KeepDimensions: false), y));

        Graph simplified = graph.Simplified();

        Assert.AreEqual("Logistic Reshape", simplified.Operators());
        Assert.AreEqual(new Shape(1, 5), simplified.Outputs[0].Shape);
    }

    [TestMethod]
    public void AClampThatBindsStays()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Tanh(), builder.Input(1, 3));
        Graph graph = builder.Build(builder.Add(new Clamp(ActivationRange.Relu), y));

        Graph simplified = graph.Simplified();

        Assert.AreEqual("Tanh Relu", simplified.Operators());
    }

    [TestMethod]
    public void AStridedPoolOfOneElementStays()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Tanh(), builder.Input(1, 2, 2, 1));
        Graph graph = builder.Build(builder.Add(new MaxPool2D(1, 1, new Window(2, 2, 1, 1, 1, 1, 0, 0), ActivationRange.None), y));

        Graph simplified = graph.Simplified();

        Assert.AreEqual("Tanh MaxPool2D", simplified.Operators());
    }
}
