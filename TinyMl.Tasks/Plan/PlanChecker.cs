using System;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Plan;

/// <summary>
/// Proves a plan by running it on bytes that remember who wrote them: whatever an operator or a caller reads must still be what
/// was written. It knows nothing of how plans are made.
/// </summary>
internal static class PlanChecker
{
    /// <exception cref="InvalidOperationException">The plan would let a tensor be overwritten before it is read.</exception>
    public static void Check(LoweredGraph graph, MemoryPlan plan)
    {
        var owners = new Tensor?[plan.ArenaBytes];
        foreach (Tensor input in graph.Inputs) Write(input);
        foreach (LoweredOperator lowered in graph.Operators)
        {
            foreach (LoweredInput input in lowered.Inputs.Where(input => !input.Tensor.IsConstant)) Read(input.Tensor, lowered.Source.Name);
            foreach (Tensor output in lowered.Outputs) Write(output);

            // An operator reads while it writes: only an input that it may overwrite in place may be gone now.
            foreach (LoweredInput input in lowered.Inputs.Where(input => !input.Tensor.IsConstant && !IsInPlace(input, lowered))) Read(input.Tensor, lowered.Source.Name);
            foreach (Tensor output in lowered.Outputs) Read(output, lowered.Source.Name);
        }

        foreach (Tensor output in graph.Outputs) Read(output, "the end");

        bool IsInPlace(LoweredInput input, LoweredOperator lowered) =>
            input.InPlace && Offset(input.Tensor) == Offset(lowered.Outputs[0]) && input.Tensor.ByteLength == lowered.Outputs[0].ByteLength;

        int Offset(Tensor tensor) => plan.Offsets[graph.Storage(tensor)];

        Span<Tensor?> Bytes(Tensor tensor) => owners.AsSpan(Offset(tensor), tensor.ByteLength);

        void Write(Tensor tensor) => Bytes(tensor).Fill(graph.Storage(tensor));

        void Read(Tensor tensor, string reader)
        {
            Tensor storage = graph.Storage(tensor);
            foreach (Tensor? owner in Bytes(tensor))
            {
                if (owner != storage) throw new InvalidOperationException($"The memory plan of {graph.Name} lets {owner?.Name ?? "nothing"} stand where {reader} reads {tensor.Name}.");
            }
        }
    }
}
