using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Plan;

namespace TinyMl.Tasks.Tests.Plan;

[TestClass]
public sealed class OperatorOrderTests
{
    [TestMethod]
    public void ThePeakOfAnOrderIsTheLowerBoundOfItsPlan() => Branches(14).Sample(graph =>
        Assert.AreEqual(MostAlive(graph), OperatorOrder.Peak(new OrderProblem(graph))));

    [TestMethod]
    public void FindsTheLeastPeakOfAllOrders()
    {
        int improved = 0;
        Branches(6).Sample(
            graph =>
            {
                LoweredGraph best = OperatorOrder.Improve(graph) ?? graph;

                Assert.AreEqual(LeastPeak(graph), MostAlive(best));
                if (best != graph) improved++;
            },
            iter: 200,
            threads: 1);

        Assert.IsGreaterThan(20, improved);
    }

    [TestMethod]
    public void RunsEveryOperatorOnceAfterWhatItReads() => Branches(40).Sample(
        graph =>
        {
            if (OperatorOrder.Improve(graph, mostMoves: 2000) is not { } reordered) return;

            CollectionAssert.AreEquivalent(graph.Operators, reordered.Operators);
            Assert.IsLessThan(MostAlive(graph), MostAlive(reordered));
            MemoryPlanner.PlanWithoutReuse(reordered);
        },
        iter: 100);

    [TestMethod]
    public void IsTheSameEveryTime() => Branches(40).Sample(
        graph => CollectionAssert.AreEqual(Operators(graph, 2000), Operators(graph, 2000)),
        iter: 50);

    // Eight branches of four operators that grow and shrink, written layer by layer as exporters like to do.
    [TestMethod]
    [DataRow(OperatorOrder.MostMoves)]
    [DataRow(100)]
    public void RunsBranchesOneAfterTheOther(int mostMoves)
    {
        LoweredGraph graph = SideBySide(8, 100, 100, 100);

        LoweredGraph reordered = OperatorOrder.Improve(graph, mostMoves)!;

        Assert.AreEqual(900, MemoryPlanner.Plan(graph).ArenaBytes);
        Assert.AreEqual(216, MemoryPlanner.Plan(reordered).ArenaBytes);
    }

    [TestMethod]
    [DataRow(int.MaxValue)]
    [DataRow(100_000)]
    public void ASearchWithoutEndIsStopped(int mostMoves)
    {
        // Every branch needs the more for a while the more it gives in the end, so that none is better to begin with.
        LoweredGraph graph = SideBySide(24, 7, 90, 3, 100);

        Canceled.RequireSoon([Canceled.After(token => Enumerable.Range(0, 1000).ToList().ForEach(_ => OperatorOrder.Improve(graph, mostMoves, token)), TimeSpan.FromSeconds(0.5))]);
    }

    [TestMethod]
    public void LeavesAChainAsItIs()
    {
        Tensor[] tensors = [.. Enumerable.Range(0, 9).Select(i => Activation($"t{i}", 10 + i))];

        Assert.IsNull(OperatorOrder.Improve(Graph(tensors[0], tensors[^1], [.. Enumerable.Range(1, 8).Select(i => Step(false, tensors[i], tensors[i - 1]))])));
    }

    [TestMethod]
    public void AStateIsReadBeforeItIsOverwritten() => Branches(9).Sample(
        graph =>
        {
            LoweredGraph stateful = WithState(graph);
            Assert.AreEqual(MostAlive(stateful), OperatorOrder.Peak(new OrderProblem(stateful)));
            if (OperatorOrder.Improve(stateful) is not { } reordered) return;

            // The planner's checker throws where the state is overwritten too early.
            Assert.IsLessThanOrEqualTo(MostAlive(stateful), MemoryPlanner.Plan(reordered).LowerBound);
        },
        iter: 200);

    private static LoweredGraph SideBySide(int count, params int[] sizes)
    {
        Tensor input = Activation("input", 10), output = Activation("output", count);
        Tensor[][] branches = [.. Enumerable.Range(0, count).Select(branch => sizes.Append(1).Select((size, depth) => Activation($"{branch}.{depth}", size)).Prepend(input).ToArray())];
        IEnumerable<LoweredOperator> steps = Enumerable.Range(1, sizes.Length + 1).SelectMany(depth => branches.Select(branch => Step(false, branch[depth], branch[depth - 1])));
        return Graph(input, output, [.. steps, Step(false, output, [.. branches.Select(branch => branch[^1])])]);
    }

    private static ImmutableArray<LoweredOperator> Operators(LoweredGraph graph, int mostMoves) => (OperatorOrder.Improve(graph, mostMoves) ?? graph).Operators;

    // What the planner counts, which knows nothing of orders.
    private static int MostAlive(LoweredGraph graph)
    {
        var arena = new ArenaBuffers(graph);
        return Enumerable.Range(-1, graph.Operators.Length + 2).Max(arena.LiveAt);
    }

    private static int LeastPeak(LoweredGraph graph)
    {
        return Orders([], graph.Operators).Min(order => MostAlive(graph with { Operators = order }));

        static IEnumerable<ImmutableArray<LoweredOperator>> Orders(ImmutableArray<LoweredOperator> done, ImmutableArray<LoweredOperator> rest) =>
            rest.IsEmpty ? [done]
            : from step in rest
              where !rest.Any(other => other.Outputs.Any(output => step.Inputs.Any(input => input.Tensor == output)))
              from order in Orders(done.Add(step), rest.Remove(step))
              select order;
    }

    private static Gen<LoweredGraph> Branches(int most) =>
        from sizes in Gen.Int[1, 40].Array[3, most + 1]
        from seed in Gen.Int[0, int.MaxValue]
        select MakeGraph(sizes, seed);

    private static LoweredGraph MakeGraph(int[] sizes, int seed)
    {
        var random = new Random(seed);
        Tensor[] tensors = [.. sizes.Select((size, i) => Activation($"t{i}", size))];
        LoweredOperator[] steps = [.. Enumerable.Range(1, tensors.Length - 1).Select(i =>
            Step(random.Next(2) == 0, tensors[i], [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => tensors[random.Next(int.Max(0, i - 5), i)]).Distinct()]))];
        return Graph(tensors[0], tensors[^1], steps);
    }

    // A state that some operator reads, and that becomes the output.
    private static LoweredGraph WithState(LoweredGraph graph)
    {
        var current = new Tensor("state", ElementType.Int8, graph.Outputs[0].Shape);
        int reader = graph.Operators.Length / 2;
        LoweredOperator read = graph.Operators[reader];
        return StateLowering.Lower(
            graph with { Operators = graph.Operators.SetItem(reader, new LoweredOperator(read.Source, read.Code, [.. read.Inputs, new LoweredInput(current, InPlace: true)], read.Outputs)) },
            [new State(current, graph.Outputs[0])]);
    }

    private static Tensor Activation(string name, int size) => new(name, ElementType.Int8, new Shape(1, size));

    private static LoweredOperator Step(bool inPlace, Tensor output, params Tensor[] inputs) =>
        new(new Node(output.Name, new Tanh(), inputs, [output]), OperatorCode.Gather, inputs.Select(input => new LoweredInput(input, InPlace: inPlace)), [output]);

    private static LoweredGraph Graph(Tensor input, Tensor output, params LoweredOperator[] steps) =>
        new("test", [input], [output], [.. steps], new Dictionary<Tensor, Tensor>());
}
