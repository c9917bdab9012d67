using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Lower;

/// <summary>
/// Sees to it that every state's next value can be written onto the current one. Where an operator computes it after the last
/// reader of the current value, or may write over that reader's input, nothing is needed; else it is copied at the end.
/// </summary>
internal static class StateLowering
{
    /// <summary>The graph with its states; the outputs of the graph have bytes of their own already.</summary>
    public static LoweredGraph Lower(LoweredGraph graph, ImmutableArray<State> states)
    {
        if (states.IsEmpty) return graph;

        // First what no operator computes, since the copies that follow overwrite current values.
        var taken = new HashSet<Tensor>();
        var moved = new List<LoweredState>();
        foreach (State state in states)
        {
            Tensor next = state.Next.IsConstant ? state.Next : graph.Storage(state.Next);
            if (!graph.Operators.Any(step => step.Outputs.Contains(next)) || !taken.Add(next)) next = Copied(next);
            moved.Add(new LoweredState(state.Current, next, state.Initial));
        }

        for (int i = 0; i < moved.Count; i++)
        {
            if (!IsWrittenInTime(graph, moved[i])) moved[i] = moved[i] with { Next = Copied(moved[i].Next) };
        }

        return graph with { States = [.. moved] };

        Tensor Copied(Tensor source)
        {
            Tensor copy = source.As(source.Type, source.Quantization);
            graph = graph with { Operators = graph.Operators.Add(DataLowering.Copy(source, copy)) };
            return copy;
        }
    }

    private static bool IsWrittenInTime(LoweredGraph graph, LoweredState state)
    {
        LoweredOperator writer = graph.Operators.Single(step => step.Outputs.Contains(state.Next));
        int step = graph.Operators.IndexOf(writer);
        return !graph.Operators.Skip(step + 1).SelectMany(Readings).Any()
            && Readings(writer).All(input => input.InPlace && writer.Outputs[0] == state.Next && state.Next.ByteLength == input.Tensor.ByteLength);

        IEnumerable<LoweredInput> Readings(LoweredOperator reader) =>
            reader.Inputs.Where(input => !input.Tensor.IsConstant && graph.Storage(input.Tensor) == state.Current);
    }
}
