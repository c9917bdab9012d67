using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Simplify;

[TestClass]
public sealed class ReplacingPowersAndExtremes
{
    private static readonly ActivationRange None = ActivationRange.None;

    [TestMethod]
    [DataRow(1f, "Exp Softplus")]
    [DataRow(2f, "Exp Mul Softplus")]
    [DataRow(3f, "Exp Mul Mul Softplus")]
    [DataRow(0.5f, "Exp Sqrt Softplus")]
    [DataRow(-0.5f, "Exp Rsqrt Softplus")]
    [DataRow(-1f, "Exp Reciprocal Softplus")]
    [DataRow(1.5f, "Exp Pow Softplus")]
    public void APowerByOneNumberIsWhatItIs(float exponent, string operators)
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Pow(None), builder.Add(new Exp(), builder.Input(2, 3)), GraphBuilder.Constant([1], exponent));
        Graph graph = builder.Build(builder.Add(new Softplus(), y));

        Assert.AreEqual(operators, graph.SimplifiedEquivalently().Operators());
    }

    [TestMethod]
    public void APowerThatBroadcastsStays()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Add(new Exp(), builder.Input(3));
        Graph graph = builder.Build(builder.Add(new Pow(None), x, GraphBuilder.Constant([1, 1], 2)), builder.Add(new Pow(None), x, x));

        Assert.AreEqual("Exp Pow Pow", graph.SimplifiedEquivalently().Operators());
    }

    [TestMethod]
    public void AnActivationStaysWithAProduct()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Add(new Sin(), builder.Input(3));
        Graph graph = builder.Build(builder.Add(new Pow(ActivationRange.Relu6), x, GraphBuilder.Constant([1], 3)));

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual("Sin Mul Mul", simplified.Operators());
        Assert.AreEqual(new Mul(ActivationRange.Relu6), simplified.Nodes[2].Operator);
    }

    [TestMethod]
    public void AnExtremeWithOneNumberIsAClamp()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Add(new Sin(), builder.Input(2, 3));
        Tensor y = builder.Add(new Maximum(None), GraphBuilder.Constant([1], -0.5f), x);
        Graph graph = builder.Build(builder.Add(new Minimum(new ActivationRange(0.1f, 9)), y, GraphBuilder.Constant([1, 1], 0.25f)));

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual(new Clamp(new ActivationRange(0.1f, 0.25f)), simplified.Nodes.Last().Operator);
        Assert.HasCount(2, simplified.Nodes);
    }

    [TestMethod]
    public void AnExtremeOfSeveralNumbersStays()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Input(3);
        Graph graph = builder.Build(builder.Add(new Maximum(None), x, GraphBuilder.Constant([3], 0, 1, 2)), builder.Add(new Minimum(None), x, GraphBuilder.Constant([1, 1], 1)));

        Assert.AreEqual("Maximum Minimum", graph.SimplifiedEquivalently().Operators());
    }

    [TestMethod]
    public void QuotientsExtremesAndSlopesOfConstantsAreNoScales()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Conv2D(Window.Unit, None), builder.Input(1, 4, 4, 2), GraphBuilder.Random(1, 3, 1, 1, 2));
        y = builder.Add(new PRelu(None), y, GraphBuilder.Random(2, 3));
        y = builder.Add(new Maximum(None), y, GraphBuilder.Random(3, 3));
        y = builder.Add(new SquaredDifference(None), y, GraphBuilder.Random(4, 3));
        Graph graph = builder.Build(builder.Add(new Div(None), y, GraphBuilder.Constant([3], 1, 2, 3)));

        Assert.AreEqual("Conv2D PRelu Maximum SquaredDifference Div", graph.SimplifiedEquivalently().Operators());
    }
}
