using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Plan;

/// <summary>Places the tensors of a graph in one arena. Every plan passes <see cref="PlanChecker"/> before it is returned.</summary>
internal static class MemoryPlanner
{
    /// <summary>A plan in which tensors share bytes that they do not need at the same time.</summary>
    public static MemoryPlan Plan(LoweredGraph graph)
    {
        IReadOnlyList<ArenaBuffer> buffers = InPlaceChains.Buffers(graph, out IReadOnlyDictionary<Tensor, Tensor> chains);
        Placement placement = OffsetPlanner.Place(buffers);
        var offsets = buffers.Select((buffer, i) => (buffer.Storage, Offset: placement.Offsets[i])).ToDictionary(pair => pair.Storage, pair => pair.Offset);
        foreach ((Tensor tensor, Tensor head) in chains) offsets.Add(tensor, offsets[head]);
        return Finish(graph, buffers, offsets, placement.LowerBound);
    }

    /// <summary>
    /// A plan in which every tensor keeps its own bytes, so that all of them can be read after a run, but for the current values of
    /// states: they are overwritten by the next ones in every plan.
    /// </summary>
    public static MemoryPlan PlanWithoutReuse(LoweredGraph graph)
    {
        var offsets = new Dictionary<Tensor, int>();
        var current = graph.States.ToDictionary(state => state.Next, state => state.Current);
        Tensor[] storages = [.. new Lifetimes(graph).Storages.Where(storage => !current.ContainsKey(storage))];
        ArenaBuffer[] buffers = [.. storages.Select(storage => new ArenaBuffer(storage, -1, graph.Operators.Length, storage.ByteLength, storage.Type.Size()))];
        int end = 0;
        foreach (ArenaBuffer buffer in buffers)
        {
            int offset = buffer.Align(end);
            offsets.Add(buffer.Storage, offset);
            end = checked(offset + buffer.Size);
        }

        foreach ((Tensor next, Tensor place) in current) offsets.Add(next, offsets[place]);
        return Finish(graph, buffers, offsets, end);
    }

    private static MemoryPlan Finish(LoweredGraph graph, IReadOnlyList<ArenaBuffer> buffers, Dictionary<Tensor, int> offsets, int lowerBound)
    {
        ImmutableArray<int> live = [.. Enumerable.Range(0, graph.Operators.Length).Select(step => buffers.Where(buffer => buffer.IsLiveAt(step)).Sum(buffer => buffer.Size))];
        var plan = new MemoryPlan(
            buffers.Count == 0 ? 0 : buffers.Max(buffer => offsets[buffer.Storage] + buffer.Size),
            lowerBound,
            live.IsEmpty ? -1 : live.IndexOf(live.Max()),
            live,
            offsets);
        PlanChecker.Check(graph, plan);
        return plan;
    }
}
