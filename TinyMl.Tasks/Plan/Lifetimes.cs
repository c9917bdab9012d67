using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Format;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Plan;

/// <summary>
/// When each tensor of the arena is alive. Operator i runs at step i; inputs are written at step -1 and outputs are read at
/// step n; states are alive from the one to the other. Tensors of one alias chain are one storage.
/// </summary>
internal sealed class Lifetimes
{
    private readonly Dictionary<Tensor, (int First, int Last)> _steps = [];

    /// <summary>The storages in the order in which they are first written.</summary>
    private readonly List<Tensor> _order = [];

    /// <exception cref="DiagnosticException">TML1002: the tensors take more memory than an arena can have.</exception>
    public Lifetimes(LoweredGraph graph)
    {
        foreach (LoweredState state in graph.States) Touch(state.Current, -1);
        foreach (Tensor input in graph.Inputs) Touch(graph.Storage(input), -1);
        for (int step = 0; step < graph.Operators.Length; step++)
        {
            foreach (Tensor tensor in graph.Operators[step].Outputs) Touch(graph.Storage(tensor), step);
            foreach (LoweredInput input in graph.Operators[step].Inputs.Where(input => !input.Tensor.IsConstant)) Touch(graph.Storage(input.Tensor), step);
        }

        foreach (Tensor output in graph.Outputs) Touch(graph.Storage(output), graph.Operators.Length);
        foreach (LoweredState state in graph.States)
        {
            Touch(state.Current, graph.Operators.Length);
            Touch(state.Next, graph.Operators.Length);
        }

        // So that sums of sizes stay within 32 bits everywhere.
        long bytes = _order.Sum(storage => storage.Shape.ElementCount * storage.Type.Size());
        if (bytes > PackedFormat.MaximumArenaBytes)
        {
            throw ModelDiagnostics.NotAModel(graph.Name, FormattableString.Invariant($"its activations take {bytes} bytes, at most {PackedFormat.MaximumArenaBytes} are possible"));
        }
    }

    public IReadOnlyList<Tensor> Storages => _order;

    public (int First, int Last) this[Tensor storage] => _steps[storage];

    private void Touch(Tensor storage, int step)
    {
        if (_steps.TryGetValue(storage, out (int First, int Last) steps))
        {
            _steps[storage] = (steps.First, Math.Max(steps.Last, step));
        }
        else
        {
            _steps.Add(storage, (step, step));
            _order.Add(storage);
        }
    }
}
