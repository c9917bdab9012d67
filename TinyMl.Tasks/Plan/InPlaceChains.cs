using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Plan;

/// <summary>
/// Joins a tensor with the one that it overwrites: a state's next value with the current one, and an output with an input where
/// the kernel works element by element, the bytes are as many, and nobody reads the input afterwards.
/// </summary>
internal static class InPlaceChains
{
    /// <summary>The buffers of a graph, chains joined, in the order in which they are first written.</summary>
    public static IReadOnlyList<ArenaBuffer> Buffers(LoweredGraph graph, out IReadOnlyDictionary<Tensor, Tensor> chains)
    {
        var lifetimes = new Lifetimes(graph);
        var heads = graph.States.ToDictionary(state => state.Next, state => state.Current);
        var last = lifetimes.Storages.ToDictionary(storage => storage, storage => lifetimes[storage].Last);
        for (int step = 0; step < graph.Operators.Length; step++)
        {
            LoweredOperator lowered = graph.Operators[step];
            Tensor output = graph.Storage(lowered.Outputs[0]);
            if (heads.ContainsKey(output)) continue;
            foreach (LoweredInput input in lowered.Inputs.Where(input => input.InPlace && !input.Tensor.IsConstant))
            {
                Tensor source = graph.Storage(input.Tensor);
                if (lifetimes[source].Last != step || source.ByteLength != output.ByteLength || source.Type.Size() != output.Type.Size()) continue;
                Tensor head = heads.GetValueOrDefault(source, source);
                heads.Add(output, head);
                last[head] = lifetimes[output].Last;
                break;
            }
        }

        chains = heads;
        return [.. from storage in lifetimes.Storages
                   where !heads.ContainsKey(storage)
                   select new ArenaBuffer(storage, lifetimes[storage].First, last[storage], storage.ByteLength, storage.Type.Size())];
    }
}
