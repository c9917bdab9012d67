using System;
using System.Collections.Generic;
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
public sealed class PlanTests
{
    [TestMethod]
    public void EveryPlanOfARandomGraphPassesTheCheckerAndIsAtLeastTheLowerBound() =>
        RandomGraph.Sample(graph =>
        {
            MemoryPlan plan = MemoryPlanner.Plan(graph);

            Assert.IsGreaterThanOrEqualTo(plan.LowerBound, plan.ArenaBytes);
            Assert.IsLessThanOrEqualTo(MemoryPlanner.PlanWithoutReuse(graph).ArenaBytes, plan.ArenaBytes);
        });

    [TestMethod]
    public void AChainOfInPlaceOperatorsNeedsOneBuffer()
    {
        Tensor[] tensors = [.. Enumerable.Range(0, 5).Select(i => Activation(i, 100))];
        LoweredGraph graph = Graph(tensors[0], tensors[4], [.. Enumerable.Range(0, 4).Select(i => Step(inPlace: true, tensors[i + 1], tensors[i]))]);

        MemoryPlan plan = MemoryPlanner.Plan(graph);

        Assert.AreEqual(100, plan.ArenaBytes);
        Assert.AreEqual(100, plan.LowerBound);
    }

    [TestMethod]
    public void AnInputThatIsReadAgainLaterIsNotOverwritten()
    {
        Tensor[] tensors = [.. Enumerable.Range(0, 3).Select(i => Activation(i, 100))];
        LoweredGraph graph = Graph(tensors[0], tensors[2], Step(inPlace: true, tensors[1], tensors[0]), Step(inPlace: true, tensors[2], tensors[1], tensors[0]));

        Assert.AreEqual(200, MemoryPlanner.Plan(graph).ArenaBytes);
    }

    [TestMethod]
    public void AReshapeSharesTheBytesOfItsSource()
    {
        Tensor input = Activation(0, 64), reshaped = new("reshaped", ElementType.Int8, new Shape(8, 8)), output = Activation(1, 64);
        LoweredGraph graph = Graph(input, output, Step(inPlace: false, output, reshaped)) with { Aliases = new Dictionary<Tensor, Tensor> { [reshaped] = input } };

        MemoryPlan plan = MemoryPlanner.Plan(graph);

        Assert.AreEqual(128, plan.ArenaBytes);
    }

    [TestMethod]
    public void TheCheckerFindsEveryPlanThatIsMovedOntoALiveTensor()
    {
        int found = 0;
        RandomGraph.Sample(
            graph =>
            {
                MemoryPlan plan = MemoryPlanner.PlanWithoutReuse(graph);
                Tensor input = graph.Inputs[0], first = graph.Storage(graph.Operators[0].Outputs[0]);
                var offsets = new Dictionary<Tensor, int>(plan.Offsets) { [first] = plan.Offsets[graph.Storage(input)] + 1 };
                if (offsets[first] + first.ByteLength > plan.ArenaBytes) return;

                Assert.ThrowsExactly<InvalidOperationException>(() => PlanChecker.Check(graph, plan with { Offsets = offsets }));
                found++;
            },
            iter: 200,
            threads: 1);

        Assert.IsGreaterThan(20, found);
    }

    [TestMethod]
    public void EveryPlanOfARandomGraphWithAStatePassesTheChecker() =>
        RandomGraph.Sample(graph =>
        {
            LoweredGraph stateful = WithState(graph);

            MemoryPlan plan = MemoryPlanner.Plan(stateful), apart = MemoryPlanner.PlanWithoutReuse(stateful);

            Assert.AreEqual(plan.Offsets[stateful.States[0].Current], plan.Offsets[stateful.States[0].Next]);
            Assert.IsGreaterThanOrEqualTo(plan.LowerBound, plan.ArenaBytes);
            Assert.IsLessThanOrEqualTo(apart.ArenaBytes, plan.ArenaBytes);
        });

    [TestMethod]
    public void TheCheckerFindsEveryPlanThatSharesTheBytesOfAState()
    {
        int found = 0;
        RandomGraph.Sample(
            graph =>
            {
                LoweredGraph stateful = WithState(graph);
                MemoryPlan plan = MemoryPlanner.PlanWithoutReuse(stateful);
                Tensor current = stateful.States[0].Current, input = stateful.Inputs[0];
                int place = plan.Offsets[current];
                Assert.ThrowsExactly<InvalidOperationException>(() => PlanChecker.Check(stateful, plan with { Offsets = new Dictionary<Tensor, int>(plan.Offsets) { [stateful.States[0].Next] = place + 1 } }));
                if (place + input.ByteLength > plan.ArenaBytes) return;

                Assert.ThrowsExactly<InvalidOperationException>(() => PlanChecker.Check(stateful, plan with { Offsets = new Dictionary<Tensor, int>(plan.Offsets) { [input] = place } }));
                found++;
            },
            iter: 200,
            threads: 1);

        Assert.IsGreaterThan(20, found);
    }

    private static Gen<LoweredGraph> RandomGraph { get; } =
        from sizes in Gen.Int[2, 60].Array[3, 12]
        from seed in Gen.Int[0, int.MaxValue]
        select MakeGraph(sizes, seed);

    private static LoweredGraph MakeGraph(int[] sizes, int seed)
    {
        var random = new Random(seed);
        Tensor[] tensors = [.. sizes.Select((size, i) => Activation(i, size))];
        var steps = new List<LoweredOperator>();
        for (int i = 1; i < tensors.Length; i++)
        {
            // The input before keeps every graph connected; a second one makes branches.
            Tensor other = tensors[random.Next(i)];
            steps.Add(Step(random.Next(2) == 0, tensors[i], tensors[i - 1], other));
        }

        return Graph(tensors[0], tensors[^1], [.. steps]);
    }

    // A state that the first operator reads, and that becomes the output.
    private static LoweredGraph WithState(LoweredGraph graph)
    {
        var current = new Tensor("state", ElementType.Int8, graph.Outputs[0].Shape);
        LoweredOperator first = graph.Operators[0];
        var reader = new LoweredOperator(first.Source, first.Code, [.. first.Inputs, new LoweredInput(current, InPlace: true)], first.Outputs);
        return StateLowering.Lower(graph with { Operators = graph.Operators.SetItem(0, reader) }, [new State(current, graph.Outputs[0])]);
    }

    private static Tensor Activation(int index, int size) => new($"t{index}", ElementType.Int8, new Shape(1, size));

    private static LoweredOperator Step(bool inPlace, Tensor output, params Tensor[] inputs) =>
        new(new Node(output.Name, new Tanh(), inputs, [output]), OperatorCode.Gather, inputs.Select(input => new LoweredInput(input, InPlace: inPlace)), [output]);

    private static LoweredGraph Graph(Tensor input, Tensor output, params LoweredOperator[] steps) =>
        new("test", [input], [output], [.. steps], new Dictionary<Tensor, Tensor>());
}
