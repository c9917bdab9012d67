using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Plan.Streams;

namespace TinyMl.Tasks.Plan;

/// <summary>
/// Proves a plan by following who wrote each byte of the arena, access by access (<see cref="AccessPattern"/>): everybody must find
/// what was written for it. It knows nothing of how plans are made.
/// </summary>
internal sealed class PlanChecker
{
    private readonly LoweredGraph _graph;
    private readonly MemoryPlan _plan;
    private readonly ByteOwners _owners = new();

    // What was written, in order; the number of the last writing of each storage.
    private readonly List<Tensor> _writings = [];
    private readonly Dictionary<Tensor, int> _last = [];

    private PlanChecker(LoweredGraph graph, MemoryPlan plan)
    {
        _graph = graph;
        _plan = plan;
    }

    /// <exception cref="InvalidOperationException">The plan lets a tensor be overwritten before it is read.</exception>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static void Check(LoweredGraph graph, MemoryPlan plan, CancellationToken cancellation = default) => new PlanChecker(graph, plan).Check(cancellation);

    private void Check(CancellationToken cancellation)
    {
        foreach (LoweredState state in _graph.States) WriteAll(state.Current);
        foreach (Tensor input in _graph.Inputs) WriteAll(input);
        foreach (LoweredState state in _graph.States) ReadAll(state.Current, "the first operator");
        foreach (LoweredOperator lowered in _graph.Operators) Run(lowered, cancellation);
        foreach (Tensor output in _graph.Outputs) ReadAll(output, "the caller");
        foreach (LoweredState state in _graph.States)
        {
            ReadAll(state.Next, "the next inference");
            if (Offset(state.Next) != Offset(state.Current) || state.Next.ByteLength != state.Current.ByteLength) throw Wrong($"does not put {state.Next.Name} where the next inference reads {state.Current.Name}");
        }
    }

    private void Run(LoweredOperator lowered, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Tensor[] inputs = [.. lowered.Inputs.Select(input => input.Tensor).Where(tensor => !tensor.IsConstant)];
        foreach (Tensor input in inputs) ReadAll(input, lowered.Source.Name);

        if (lowered.Stream is not null)
        {
            foreach (Tensor output in lowered.Outputs) WriteAll(output);
            StreamChecker.Check(_graph, lowered, _plan, cancellation);
            foreach (Tensor output in lowered.Outputs) ReadAll(output, lowered.Source.Name);
            return;
        }

        // Scratch and further outputs at any time.
        for (int output = 1; output < lowered.Outputs.Length; output++) WriteAll(lowered.Outputs[output]);
        if (inputs.Any(input => Overlap(input, lowered.Outputs[0])))
        {
            AccessPattern.Replay(lowered, _plan.Upward.Contains(lowered), new Accesses(this, lowered));
        }
        else
        {
            foreach (Tensor input in inputs) ReadAll(input, lowered.Source.Name);
            WriteAll(lowered.Outputs[0]);
        }

        foreach (Tensor output in lowered.Outputs) ReadAll(output, lowered.Source.Name);
    }

    private bool Overlap(Tensor left, Tensor right) => Offset(left) < Offset(right) + right.ByteLength && Offset(right) < Offset(left) + left.ByteLength;

    private int Offset(Tensor tensor) => _plan.Offsets[_graph.Storage(tensor)];

    private int Begin(Tensor tensor)
    {
        if (Offset(tensor) < 0 || Offset(tensor) > _plan.ArenaBytes - tensor.ByteLength) throw Wrong($"puts {tensor.Name} outside the arena");
        Tensor storage = _graph.Storage(tensor);
        _last[storage] = _writings.Count;
        _writings.Add(storage);
        return _last[storage];
    }

    private void WriteAll(Tensor tensor) => _owners.Write(Offset(tensor), tensor.ByteLength, Begin(tensor));

    private void ReadAll(Tensor tensor, string reader) => Read(tensor, Writing(tensor, reader), 0, tensor.ByteLength, reader);

    private int Writing(Tensor tensor, string reader) =>
        _last.TryGetValue(_graph.Storage(tensor), out int writing) ? writing : throw Wrong($"lets {reader} read {tensor.Name} before it is written");

    private void Read(Tensor tensor, int writing, int start, int length, string reader)
    {
        int owner = _owners.OwnerBeside(writing, Offset(tensor) + start, length);
        if (owner == ByteOwners.Nobody) throw Wrong($"lets {reader} read {tensor.Name} before it is written");
        if (owner != writing) throw Wrong($"lets {_writings[owner].Name} overwrite {tensor.Name} before {reader} reads it");
    }

    private InvalidOperationException Wrong(string what) => new($"The memory plan of {_graph.Name} {what}.");

    /// <summary>The accesses of one operator.</summary>
    private sealed class Accesses : IMemoryAccess
    {
        private readonly PlanChecker _checker;
        private readonly LoweredOperator _lowered;

        // What the inputs hold when the operator starts, and what it writes.
        private readonly int[] _writings;
        private readonly int _written;

        public Accesses(PlanChecker checker, LoweredOperator lowered)
        {
            _checker = checker;
            _lowered = lowered;
            _writings = new int[lowered.Inputs.Length];
            for (int input = 0; input < _writings.Length; input++)
            {
                Tensor tensor = lowered.Inputs[input].Tensor;
                if (!tensor.IsConstant) _writings[input] = checker.Writing(tensor, lowered.Source.Name);
            }

            _written = checker.Begin(lowered.Outputs[0]);
        }

        public void Read(int input, int start, int length)
        {
            Tensor tensor = _lowered.Inputs[input].Tensor;
            if (!tensor.IsConstant) _checker.Read(tensor, _writings[input], start, length, _lowered.Source.Name);
        }

        public void Write(int start, int length) => _checker._owners.Write(_checker.Offset(_lowered.Outputs[0]) + start, length, _written);
    }
}
