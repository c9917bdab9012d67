using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Simplify;

[TestClass]
public sealed class FoldingConstants
{
    [TestMethod]
    public void AConstantIsTransposedAndReshaped()
    {
        var builder = new GraphBuilder();
        Tensor constant = builder.Add(new Transpose([2, 0, 1]), GraphBuilder.Constant([1, 2, 3], 0, 1, 2, 3, 4, 5));
        constant = builder.Add(new Reshape(new Shape(6)), constant);
        Graph graph = builder.Build(builder.Add(new Add(ActivationRange.None), builder.Input(1, 6), constant));

        Graph simplified = graph.Simplified();

        Tensor folded = simplified.Nodes.Single().Inputs[1];
        CollectionAssert.AreEqual(new float[] { 0, 3, 1, 4, 2, 5 }, folded.Values<float>().ToArray());
        Assert.AreEqual(new Shape(6), folded.Shape);
    }

    [TestMethod]
    public void FloatArithmeticOnConstantsIsDone()
    {
        var builder = new GraphBuilder();
        Tensor constant = builder.Add(new LeakyRelu(0.5f), GraphBuilder.Constant([1, 2, 2, 1], 4, -4, 2, -1));
        constant = builder.Add(new Sub(ActivationRange.None), constant, GraphBuilder.Constant([], 1));
        constant = builder.Add(new Conv2D(Window.Unit, ActivationRange.None), constant, GraphBuilder.Constant([2, 1, 2, 1], 1, 2, -1, 10));
        Graph graph = builder.Build(builder.Add(new Concat(3), builder.Input(1, 2, 1, 2), constant));

        Graph simplified = graph.Simplified();

        Assert.AreEqual("Concat", simplified.Operators());
        CollectionAssert.AreEqual(new float[] { -3, -33, -2, -16 }, simplified.Nodes.Single().Inputs[1].Values<float>().ToArray());
    }

    [TestMethod]
    public void SmallConstantsThatDescribeALargeOneAreLeftToRunTime()
    {
        var builder = new GraphBuilder();
        Tensor table = builder.Add(new Mul(ActivationRange.None), GraphBuilder.Random(1, 64, 1), GraphBuilder.Random(2, 1, 64));
        Graph graph = builder.Build(builder.Add(new Add(ActivationRange.None), builder.Input(64, 64), table));

        Assert.AreEqual("Mul Add", graph.Simplified().Operators());
    }

    [TestMethod]
    [DataRow(1, "Add")]
    [DataRow(2, "LeakyRelu LeakyRelu Add Add")]
    public void ALargeConstantIsFoldedIntoItsOnlyReader(int readers, string operators)
    {
        var builder = new GraphBuilder();
        Tensor constant = GraphBuilder.Random(1, 64, 64), x = builder.Input(64, 64);
        Tensor[] summands = [.. Enumerable.Range(0, readers).Select(_ => builder.Add(new LeakyRelu(0.5f), constant))];
        foreach (Tensor summand in summands) x = builder.Add(new Add(ActivationRange.None), x, summand);

        Assert.AreEqual(operators, builder.Build(x).Simplified().Operators());
    }

    [TestMethod]
    public void AConstantOutputIsStillComputed()
    {
        var builder = new GraphBuilder();
        Graph graph = builder.Build(builder.Add(new Reshape(new Shape(6)), GraphBuilder.Random(1, 2, 3)));

        Assert.AreEqual("Reshape", graph.Simplified().Operators());
    }
}
