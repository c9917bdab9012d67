using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Simplify;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Simplify;

[TestClass]
public sealed class FusingActivations
{
    private static readonly ActivationRange None = ActivationRange.None;

    [TestMethod]
    [DynamicData(nameof(Carriers))]
    public void AReluJoinsTheNodeBefore(string name)
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Input(1, 4, 4, 2);
        Tensor y = Carry(name, builder, x);
        Graph graph = builder.Build(builder.Add(new Clamp(ActivationRange.Relu), y));

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual(name, simplified.Operators());
        Assert.AreEqual(ActivationRange.Relu, FusedActivation.Of(simplified.Nodes[0].Operator));
    }

    [TestMethod]
    public void SuccessiveClampsBecomeOneRange()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Clamp(new ActivationRange(-1, 1.5f)), builder.Input(1, 8));
        y = builder.Add(new Clamp(ActivationRange.Relu), y);
        Graph graph = builder.Build(builder.Add(new Clamp(new ActivationRange(-3, 1)), y));

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual(new ActivationRange(0, 1), ((Clamp)simplified.Nodes.Single().Operator).Range);
    }

    [TestMethod]
    public void AValueThatIsReadTwiceKeepsItsOwnRange()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new AveragePool2D(2, 2, Window.Unit, CountPadding: false, None), builder.Input(1, 4, 4, 2));
        Graph graph = builder.Build(builder.Add(new Mul(None), y, builder.Add(new Clamp(ActivationRange.Relu), y)));

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual("AveragePool2D Relu Mul", simplified.Operators());
    }

    [TestMethod]
    public void AnIntegerReluStays()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Input(ElementType.Int8, new QuantizationParameters(0.5f, 0), 1, 4);
        Tensor y = builder.Add(new Add(None), x, x);
        Graph graph = builder.Build(builder.Add(new Clamp(ActivationRange.Relu), y));

        Assert.AreEqual("Add Relu", graph.Simplified().Operators());
    }

    private static IEnumerable<object[]> Carriers =>
        [["Conv2D"], ["DepthwiseConv2D"], ["FullyConnected"], ["AveragePool2D"], ["MaxPool2D"], ["Add"], ["Sub"], ["Mul"]];

    private static Tensor Carry(string name, GraphBuilder builder, Tensor x) => name switch
    {
        "Conv2D" => builder.Add(new Conv2D(Window.Unit, None), x, GraphBuilder.Random(1, 3, 2, 2, 2)),
        "DepthwiseConv2D" => builder.Add(new DepthwiseConv2D(Window.Unit, None), x, GraphBuilder.Random(1, 1, 2, 2, 2)),
        "FullyConnected" => builder.Add(new FullyConnected(None), x, GraphBuilder.Random(1, 3, 32)),
        "AveragePool2D" => builder.Add(new AveragePool2D(2, 2, Window.Unit, CountPadding: false, None), x),
        "MaxPool2D" => builder.Add(new MaxPool2D(2, 2, Window.Unit, None), x),
        "Add" => builder.Add(new Add(None), x, builder.Input(1, 4, 4, 2)),
        "Sub" => builder.Add(new Sub(None), x, builder.Input(1, 4, 4, 2)),
        _ => builder.Add(new Mul(None), x, x),
    };
}
