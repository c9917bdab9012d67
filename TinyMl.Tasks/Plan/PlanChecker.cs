using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Plan;

/// <summary>
/// Proves a plan by following every write to the arena: nothing may be written over bytes that somebody still reads. It knows
/// nothing of how plans are made.
/// </summary>
internal static class PlanChecker
{
    /// <exception cref="InvalidOperationException">The plan lets a tensor be overwritten before it is read.</exception>
    public static void Check(LoweredGraph graph, MemoryPlan plan)
    {
        var writes = new List<Tensor>();
        foreach (LoweredState state in graph.States) Write(state.Current);
        foreach (Tensor input in graph.Inputs) Write(input);
        foreach (LoweredState state in graph.States) Read(state.Current, "the first operator");
        foreach (LoweredOperator lowered in graph.Operators)
        {
            LoweredInput[] activations = [.. lowered.Inputs.Where(input => !input.Tensor.IsConstant)];
            foreach (LoweredInput input in activations) Read(input.Tensor, lowered.Source.Name);
            foreach (Tensor output in lowered.Outputs) Write(output);

            // An operator reads while it writes: only an input that it may overwrite in place may be gone now.
            foreach (LoweredInput input in activations.Where(input => !IsInPlace(input, lowered))) Read(input.Tensor, lowered.Source.Name);
            foreach (Tensor output in lowered.Outputs) Read(output, lowered.Source.Name);
        }

        foreach (Tensor output in graph.Outputs) Read(output, "the caller");
        foreach (LoweredState state in graph.States)
        {
            Read(state.Next, "the next inference");
            if (Offset(state.Next) != Offset(state.Current) || state.Next.ByteLength != state.Current.ByteLength) throw Wrong($"does not put {state.Next.Name} where the next inference reads {state.Current.Name}");
        }

        bool IsInPlace(LoweredInput input, LoweredOperator lowered) =>
            input.InPlace && Offset(input.Tensor) == Offset(lowered.Outputs[0]) && input.Tensor.ByteLength == lowered.Outputs[0].ByteLength;

        int Offset(Tensor tensor) => plan.Offsets[graph.Storage(tensor)];

        void Write(Tensor tensor)
        {
            if (Offset(tensor) < 0 || Offset(tensor) > plan.ArenaBytes - tensor.ByteLength) throw Wrong($"puts {tensor.Name} outside the arena");
            writes.Add(graph.Storage(tensor));
        }

        void Read(Tensor tensor, string reader)
        {
            int start = Offset(tensor), written = writes.LastIndexOf(graph.Storage(tensor));
            if (written < 0) throw Wrong($"lets {reader} read {tensor.Name} before it is written");
            foreach (Tensor later in writes.Skip(written + 1))
            {
                if (Offset(later) < start + tensor.ByteLength && start < Offset(later) + later.ByteLength) throw Wrong($"lets {later.Name} overwrite {tensor.Name} before {reader} reads it");
            }
        }

        InvalidOperationException Wrong(string what) => new($"The memory plan of {graph.Name} {what}.");
    }
}
