using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Pack;
using TinyMl.Tasks.Plan;
using TinyMl.Tasks.Plan.Streams;
using TinyMl.Tasks.Tests.Plan.Streams;

namespace TinyMl.Tasks.Tests.Plan;

/// <summary>Every part of planning and packing stops where the build was canceled.</summary>
[TestClass]
public sealed class CancelingPlans
{
    private static readonly Graph Chain = StreamGraphs.EveryClosing().First(graph => graph.Inputs[0].Type == ElementType.Int8);

    public static IEnumerable<object[]> Parts => Work.Keys.Select(name => new object[] { name });

    private static Dictionary<string, Action<CancellationToken>> Work { get; } = new()
    {
        ["plan"] = token => GraphPlanner.Plan(GraphLowering.Lower(Chain), PlanningOptions.Default, token),
        ["offsets"] = token => MemoryPlanner.Plan(GraphLowering.Lower(Chain), token),
        ["offsets without reuse"] = token => MemoryPlanner.PlanWithoutReuse(GraphLowering.Lower(Chain), token),
        ["check of streams"] = CheckStreams,
        ["cuts into streams"] = token => StreamCuts.Choose(GraphLowering.Lower(Chain), token),
        ["encodings"] = token => WeightEncodings.All([1, 0, 0, 1], token),
        ["weights in place"] = token => WeightPacking.InPlace(GraphLowering.Lower(Chain), token),
        ["program"] = token => PackedProgram.Of(Chain, token),
        ["program in a budget"] = token => PackedProgram.Within(Chain, 0, PlanningOptions.Default, token),
    };

    [TestMethod]
    [DynamicData(nameof(Parts))]
    public void EveryPartStops(string part) => Assert.ThrowsExactly<OperationCanceledException>(() => Work[part](new CancellationToken(canceled: true)));

    private static void CheckStreams(CancellationToken cancellation)
    {
        LoweredGraph streamed = StreamGraphs.Streamed(Chain);
        MemoryPlan plan = MemoryPlanner.Plan(streamed, CancellationToken.None);
        StreamChecker.Check(streamed, streamed.Operators.First(lowered => lowered.Stream is not null), plan, cancellation);
    }
}
