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
    /// <summary>
    /// A plan in which tensors share bytes that they do not need at the same time: greedy by size, each at the lowest offset that is
    /// free (Pisarchyk and Lee, "Efficient Memory Management for Deep Neural Net Inference", 2020, algorithm "greedy by size").
    /// </summary>
    public static MemoryPlan Plan(LoweredGraph graph)
    {
        IReadOnlyList<ArenaBuffer> buffers = InPlaceChains.Buffers(graph, out IReadOnlyDictionary<Tensor, Tensor> chains);
        Dictionary<Tensor, int> offsets = Place(buffers);
        foreach ((Tensor tensor, Tensor head) in chains) offsets.Add(tensor, offsets[head]);
        return Finish(graph, buffers, offsets);
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
        int end = 0;
        foreach (Tensor storage in storages)
        {
            int offset = Align(end, storage.Type.Size());
            offsets.Add(storage, offset);
            end = checked(offset + storage.ByteLength);
        }

        foreach ((Tensor next, Tensor place) in current) offsets.Add(next, offsets[place]);
        return Finish(graph, [.. storages.Select(storage => new ArenaBuffer(storage, -1, graph.Operators.Length, storage.ByteLength, storage.Type.Size()))], offsets);
    }

    private static Dictionary<Tensor, int> Place(IReadOnlyList<ArenaBuffer> buffers)
    {
        var offsets = new Dictionary<Tensor, int>();
        var placed = new List<ArenaBuffer>();
        foreach (ArenaBuffer buffer in buffers.OrderByDescending(buffer => buffer.Size))
        {
            int offset = 0;
            foreach (ArenaBuffer other in placed.Where(buffer.MeetsInTime).OrderBy(other => offsets[other.Storage]))
            {
                if (offset + buffer.Size <= offsets[other.Storage]) break;
                offset = Math.Max(offset, Align(offsets[other.Storage] + other.Size, buffer.Alignment));
            }

            offsets.Add(buffer.Storage, offset);
            placed.Add(buffer);
        }

        return offsets;
    }

    private static MemoryPlan Finish(LoweredGraph graph, IReadOnlyList<ArenaBuffer> buffers, Dictionary<Tensor, int> offsets)
    {
        ImmutableArray<int> live = [.. Enumerable.Range(0, graph.Operators.Length).Select(step => buffers.Where(buffer => buffer.IsLiveAt(step)).Sum(buffer => buffer.Size))];
        int atRest = buffers.Where(buffer => buffer.IsLiveAt(-1)).Sum(buffer => buffer.Size);
        int peak = live.IsEmpty ? 0 : live.Max();
        var plan = new MemoryPlan(
            buffers.Count == 0 ? 0 : buffers.Max(buffer => offsets[buffer.Storage] + buffer.Size),
            Math.Max(atRest, peak),
            live.IndexOf(peak),
            live,
            offsets);
        PlanChecker.Check(graph, plan);
        return plan;
    }

    private static int Align(int offset, int alignment) => checked(offset + alignment - 1) / alignment * alignment;
}
