using System;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Simplify;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Simplify;

[TestClass]
public sealed class ReportingPasses
{
    [TestMethod]
    public void EachPassThatDidSomethingIsListedWithItsCount()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Reshape(new Shape(1, 32)), builder.Input(1, 4, 4, 2));
        y = builder.Add(new Reshape(new Shape(2, 16)), y);
        y = builder.Add(new Reshape(new Shape(4, 8)), y);
        Graph graph = builder.Build(builder.Add(new Concat(0), builder.Add(new Logistic(), y)));

        var passes = graph.Passes();

        CollectionAssert.AreEqual(new AppliedPass[] { new("Remove identities", 1), new("Compose reshapes", 2) }, passes);
    }

    [TestMethod]
    public void AGraphWithNothingToSimplifyStaysTheSameObject()
    {
        var builder = new GraphBuilder();
        Graph graph = builder.Build(builder.Add(new Logistic(), builder.Input(1, 4)));

        var (simplified, passes, _) = Simplifier.Run(graph, CancellationToken.None);

        Assert.AreSame(graph, simplified);
        Assert.IsEmpty(passes);
    }

    [TestMethod]
    public void NodesThatNobodyReadsAreDropped()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Input(1, 4);
        builder.Add(new Tanh(), builder.Add(new Tanh(), x));
        Graph graph = builder.Build(builder.Add(new Logistic(), x));

        Assert.AreEqual("Logistic", graph.Simplified().Operators());
    }

    [TestMethod]
    public void CancellationIsHonored()
    {
        var builder = new GraphBuilder();
        Graph graph = builder.Build(builder.Add(new Logistic(), builder.Input(1, 4)));

        Assert.ThrowsExactly<OperationCanceledException>(() => Simplifier.Run(graph, new CancellationToken(canceled: true)));
    }
}
