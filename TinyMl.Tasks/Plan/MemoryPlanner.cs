using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Plan;

/// <summary>Places the tensors of a graph in one arena. Every plan passes <see cref="PlanChecker"/> before it is returned.</summary>
internal static class MemoryPlanner
{
    /// <summary>A plan in which tensors share bytes that they do not need at the same time.</summary>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static MemoryPlan Plan(LoweredGraph graph, CancellationToken cancellation = default)
    {
        var arena = new ArenaBuffers(graph);
        Placement placement = OffsetPlanner.Place(arena.Buffers, arena.Overlaps, cancellation: cancellation);
        ImmutableArray<int> live = [.. Enumerable.Range(0, graph.Operators.Length).Select(arena.LiveAt)];
        return Checked(graph, placement.Height, placement.LowerBound, live, arena.Offsets(placement.Offsets), cancellation);
    }

    /// <summary>
    /// A plan in which every tensor keeps its own bytes, so that all of them can be read after a run, but for the current values of
    /// states: they are overwritten by the next ones in every plan.
    /// </summary>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static MemoryPlan PlanWithoutReuse(LoweredGraph graph, CancellationToken cancellation = default)
    {
        var arena = new ArenaBuffers(graph);
        int[] offsets = new int[arena.Buffers.Length];
        int end = 0;
        for (int i = 0; i < offsets.Length; i++)
        {
            offsets[i] = arena.Buffers[i].Align(end);
            end = checked(offsets[i] + arena.Buffers[i].Size);
        }

        return Checked(graph, end, end, [.. Enumerable.Repeat(end, graph.Operators.Length)], arena.Offsets(offsets), cancellation);
    }

    private static MemoryPlan Checked(LoweredGraph graph, int bytes, int lowerBound, ImmutableArray<int> live, Dictionary<Tensor, int> offsets, CancellationToken cancellation)
    {
        foreach (LoweredStream stream in graph.Operators.Select(lowered => lowered.Stream).OfType<LoweredStream>())
        {
            foreach ((Tensor tensor, int place) in stream.Places) offsets.Add(tensor, offsets[stream.Scratch!] + place);
        }

        var plan = new MemoryPlan(bytes, lowerBound, live.IsEmpty ? -1 : live.IndexOf(live.Max()), live, offsets)
        {
            Upward = [.. graph.Operators.Where(lowered => RunsUpward(lowered, tensor => offsets[graph.Storage(tensor)]))],
        };
        PlanChecker.Check(graph, plan, cancellation);
        return plan;
    }

    // A window's output over its input, but not so far below that its rows can be computed from the first on.
    private static bool RunsUpward(LoweredOperator lowered, Func<Tensor, int> offset)
    {
        if (WindowAttributes.Start(lowered.Code) is null || lowered.Inputs[0].Tensor.IsConstant) return false;
        int x = offset(lowered.Inputs[0].Tensor), y = offset(lowered.Outputs[0]);
        bool overlaps = x < y + lowered.Outputs[0].ByteLength && y < x + lowered.Inputs[0].Tensor.ByteLength;
        return overlaps && x - y < SafeOverlap.Of(lowered, 0).Below;
    }
}
