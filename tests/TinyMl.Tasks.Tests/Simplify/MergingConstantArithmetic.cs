using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Simplify;

[TestClass]
public sealed class MergingConstantArithmetic
{
    private static readonly ActivationRange None = ActivationRange.None;

    [TestMethod]
    public void AChainBecomesOneMulAndOneAdd()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Add(None), builder.Input(1, 2, 2, 3), GraphBuilder.Random(1, 3));
        y = builder.Add(new Mul(None), y, GraphBuilder.Random(2, 1));
        y = builder.Add(new Sub(None), y, GraphBuilder.Random(3, 2, 3));
        y = builder.Add(new Mul(None), GraphBuilder.Random(4, 1, 1, 1, 3), y);
        Graph graph = builder.Build(builder.Add(new Sub(ActivationRange.Relu), GraphBuilder.Random(5, 3), y));

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual("Mul Add", simplified.Operators());
        Assert.AreEqual(ActivationRange.Relu, ((Add)simplified.Nodes[1].Operator).Activation);
    }

    [TestMethod]
    public void TwoDifferencesFromConstantsAreASum()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Sub(None), GraphBuilder.Random(1, 3), builder.Input(1, 3));
        Graph graph = builder.Build(builder.Add(new Sub(None), GraphBuilder.Random(2, 3), y));

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual("Add", simplified.Operators());
    }

    [TestMethod]
    public void ADifferenceAfterASumIsADifference()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Add(None), builder.Input(1, 3), GraphBuilder.Random(1, 3));
        Graph graph = builder.Build(builder.Add(new Sub(None), GraphBuilder.Random(2, 1), y));

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual("Sub", simplified.Operators());
    }

    [TestMethod]
    public void NeutralConstantsDisappear()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Tanh(), builder.Input(1, 3));
        y = builder.Add(new Mul(None), GraphBuilder.Constant([], 1), y);
        y = builder.Add(new Add(None), y, GraphBuilder.Constant([3], 0, 0, 0));
        Graph graph = builder.Build(builder.Add(new Logistic(), y));

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual("Tanh Logistic", simplified.Operators());
    }

    [TestMethod]
    public void AConstantThatWidensTheActivationStays()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Mul(None), builder.Input(1, 1), GraphBuilder.Constant([1, 3], 1, 1, 1));
        Graph graph = builder.Build(builder.Add(new Mul(None), y, GraphBuilder.Random(2, 2, 1)));

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual("Mul Mul", simplified.Operators());
    }

    [TestMethod]
    public void AnActivationBetweenKeepsThemApart()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Add(ActivationRange.Relu), builder.Input(1, 3), GraphBuilder.Random(1, 3));
        Graph graph = builder.Build(builder.Add(new Add(None), y, GraphBuilder.Random(2, 3)));

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual("Add Add", simplified.Operators());
    }
}
