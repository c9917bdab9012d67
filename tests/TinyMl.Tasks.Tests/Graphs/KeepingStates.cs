using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Simplify;
using static TinyMl.Tasks.Tests.Graphs.StateSamples;

namespace TinyMl.Tasks.Tests.Graphs;

[TestClass]
public sealed class KeepingStates
{
    [TestMethod]
    public void StatesComeBackFromAFile()
    {
        Graph graph = Mixed();
        using var stream = new MemoryStream();
        GraphFile.Write(stream, new StagedGraph(graph, [], []));
        stream.Position = 0;

        Graph read = GraphFile.Read(stream).Graph;

        Assert.HasCount(graph.States.Length, read.States);
        Assert.AreSame(read.States[0].Current, read.States[1].Next);
        Assert.AreSame(read.Outputs[0], read.States[0].Current);
        Assert.AreSame(read.Inputs[0], read.States[2].Next);
        CollectionAssert.AreEqual(graph.States[0].Initial!.Data.ToArray(), read.States[0].Initial!.Data.ToArray());
        Assert.IsNull(read.States[5].Initial);
    }

    [TestMethod]
    public void AStateThatNoOutputDependsOnIsDropped()
    {
        Tensor x = Floats("x", 1, 3), y = Floats("y", 1, 3), sum = Floats("sum", 1, 3), next = Floats("next", 1, 3);
        var graph = new Graph("g", [x], [y], [Compute(y, new Tanh(), x), Compute(next, new Add(ActivationRange.None), sum, x)], [new State(sum, next)]);

        Graph used = graph.WithoutUnused();

        Assert.IsEmpty(used.States);
        Assert.HasCount(1, used.Nodes);
    }

    [TestMethod]
    public void WhatAStateBecomesIsKept()
    {
        Tensor x = Floats("x", 1, 3), first = Floats("first", 1, 3), second = Floats("second", 1, 3), y = Floats("y", 1, 3), next = Floats("next", 1, 3);
        var graph = new Graph("g", [x], [y], [Compute(next, new Tanh(), x), Compute(y, new Tanh(), first)], [new State(first, second), new State(second, next)]);

        Graph used = graph.WithoutUnused();

        Assert.HasCount(2, used.States);
        Assert.HasCount(2, used.Nodes);
    }

    [TestMethod]
    public void SimplifyingKeepsTheTensorsOfStates()
    {
        Tensor x = Floats("x", 1, 2, 3, 4), turned = Floats("turned", 1, 4, 2, 3), state = Floats("state", 1, 4, 2, 3), next = Floats("next", 1, 4, 2, 3);
        Tensor same = Floats("same", 1, 4, 2, 3), back = Floats("back", 1, 2, 3, 4);
        var graph = new Graph(
            "g",
            [x],
            [back],
            [
                Compute(turned, new Transpose([0, 3, 1, 2]), x),
                Compute(same, new Add(ActivationRange.None), turned, state),
                Compute(next, new Reshape(next.Shape), same),
                Compute(back, new Transpose([0, 2, 3, 1]), same),
            ],
            [new State(state, next)]);

        Graph simple = Simplifier.Run(graph, CancellationToken.None).Graph;

        Assert.AreSame(state, simple.States.Single().Current);
        Assert.AreSame(next, simple.States.Single().Next);
        Assert.IsTrue(simple.Nodes.Any(node => node.Outputs.Contains(next)));
    }

    [TestMethod]
    public void SubstitutingReplacesWhatAStateBecomes()
    {
        Graph graph = Sum();
        Tensor other = Floats("other", 1, 3);

        Assert.AreSame(other, graph.Substitute(new System.Collections.Generic.Dictionary<Tensor, Tensor> { [graph.States[0].Next] = other }).States[0].Next);
    }
}
