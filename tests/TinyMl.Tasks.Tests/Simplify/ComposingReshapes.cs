using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Simplify;

[TestClass]
public sealed class ComposingReshapes
{
    [TestMethod]
    public void AChainOfReshapesBecomesTheLastOne()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Input(1, 4, 4, 2);
        Tensor y = builder.Add(new Reshape(new Shape(1, 32)), x);
        y = builder.Add(new Reshape(new Shape(2, 16)), y);
        Graph graph = builder.Build(builder.Add(new Reshape(new Shape(4, 8)), y));

        Graph simplified = graph.Simplified();

        Assert.AreEqual("Reshape", simplified.Operators());
        Assert.AreSame(x, simplified.Nodes[0].Input);
        Assert.AreSame(graph.Outputs[0], simplified.Outputs[0]);
    }

    [TestMethod]
    public void AReshapeAndItsInverseDisappear()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Input(1, 4, 4, 2);
        Tensor y = builder.Add(new Reshape(new Shape(1, 32)), x);
        y = builder.Add(new Reshape(x.Shape), y);
        Graph graph = builder.Build(builder.Add(new Logistic(), y));

        Graph simplified = graph.Simplified();

        Assert.AreEqual("Logistic", simplified.Operators());
    }

    [TestMethod]
    public void AReshapeThatIsAnOutputIsKeptBesideTheNext()
    {
        var builder = new GraphBuilder();
        Tensor first = builder.Add(new Reshape(new Shape(1, 32)), builder.Input(1, 4, 4, 2));
        Tensor second = builder.Add(new Reshape(new Shape(2, 16)), first);
        Graph graph = builder.Build(first, second);

        Graph simplified = graph.Simplified();

        Assert.AreEqual("Reshape Reshape", simplified.Operators());
        CollectionAssert.AreEqual(graph.Outputs, simplified.Outputs);
    }
}
