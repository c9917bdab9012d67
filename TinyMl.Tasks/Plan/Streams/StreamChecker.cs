using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Plan.Streams;

/// <summary>
/// Proves a stream's place in a plan by running its record as docs/packed-format.md says, without computing anything: every byte that a row
/// reads must be the one that was written for it. It knows nothing of how streams are made.
/// </summary>
internal sealed class StreamChecker
{
    private readonly LoweredGraph _graph;
    private readonly MemoryPlan _plan;
    private readonly LoweredOperator _stream;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<Tensor, int> _numbers = [];
    private readonly int[] _rowsDone;

    // For each byte of the arena the tensor and the element's byte that were written there last.
    private readonly (int Tensor, int Byte)[] _content;

    private StreamChecker(LoweredGraph graph, LoweredOperator stream, MemoryPlan plan, CancellationToken cancellation)
    {
        _graph = graph;
        _plan = plan;
        _stream = stream;
        _cancellation = cancellation;
        _rowsDone = new int[stream.Layers.Length];
        _content = new (int Tensor, int Byte)[plan.ArenaBytes];
    }

    /// <exception cref="InvalidOperationException">A row is overwritten before it is read, or lies outside of the arena.</exception>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static void Check(LoweredGraph graph, LoweredOperator stream, MemoryPlan plan, CancellationToken cancellation)
    {
        var checker = new StreamChecker(graph, stream, plan, cancellation);
        foreach (LoweredInput input in stream.Inputs) checker.Write(input.Tensor);
        for (int layer = stream.Layers.Length - 1; layer >= 0; layer--)
        {
            if ((stream.Attributes[layer] & 1) != 0) checker.Advance(layer, int.MaxValue);
        }

        foreach (Tensor output in stream.Outputs.Where(output => output != stream.Stream?.Scratch)) checker.Read(output);
    }

    private void Advance(int layer, int end)
    {
        LoweredOperator lowered = _stream.Layers[layer];
        bool isClosing = IsClosing(lowered);
        int rows = isClosing ? lowered.Inputs[0].Tensor.Shape[1] : lowered.Outputs[0].Shape[1];
        for (int row = _rowsDone[layer]; row < Math.Min(end, rows); row++)
        {
            _cancellation.ThrowIfCancellationRequested();
            int[] read = [.. Rows(lowered, row)];
            foreach (int distance in new[] { (_stream.Attributes[layer] >> 1) & 255, _stream.Attributes[layer] >> 9 })
            {
                if (distance > 0) Advance(layer - distance, Reach(lowered, row));
            }

            foreach (LoweredInput input in lowered.Inputs.Where(input => !input.Tensor.IsConstant))
            {
                if (Broadcasts(lowered, input.Tensor)) Read(input.Tensor);
                else foreach (int needed in read) Read(input.Tensor, needed);
            }

            foreach (Tensor kept in lowered.Outputs.Skip(1))
            {
                if (isClosing && row > 0) Read(kept);
                Write(kept);
            }

            if (!isClosing) Write(lowered.Outputs[0], row);
            else if (row == rows - 1) Write(lowered.Outputs[0]);

            // Nothing that a row was made of is gone before it is complete.
            foreach (LoweredInput input in lowered.Inputs.Where(input => !input.Tensor.IsConstant && !Broadcasts(lowered, input.Tensor)))
            {
                foreach (int needed in read) Read(input.Tensor, needed);
            }

            _rowsDone[layer] = row + 1;
        }
    }

    private static bool IsClosing(LoweredOperator lowered) => lowered.Code is >= OperatorCode.RowMeanInt8 and <= OperatorCode.RowAverageFloat32;

    // An operand of an elementwise operator that has another height serves all rows.
    private static bool Broadcasts(LoweredOperator lowered, Tensor input) =>
        Window(lowered) is null && !(input.Shape.Rank == 4 && (input.Shape == lowered.Outputs[0].Shape || (input.Shape[1] == lowered.Outputs[0].Shape[1] && input.Shape[1] > 1) || lowered.Inputs.Length == 1));

    private static IEnumerable<int> Rows(LoweredOperator lowered, int row)
    {
        if (Window(lowered) is not var (window, filter)) return [row];
        return from tap in Enumerable.Range(0, filter)
               let read = (row * window.StrideHeight) + (tap * window.DilationHeight) - window.Top
               where read >= 0 && read < lowered.Inputs[0].Tensor.Shape[1]
               select read;
    }

    // The rows that must be there: up to the last tap, or the input's end.
    private static int Reach(LoweredOperator lowered, int row)
    {
        if (Window(lowered) is not var (window, filter)) return row + 1;
        int last = (row * window.StrideHeight) + ((filter - 1) * window.DilationHeight) - window.Top;
        return Math.Clamp(last + 1, 0, lowered.Inputs[0].Tensor.Shape[1]);
    }

    private static (Window Window, int Filter)? Window(LoweredOperator lowered) => lowered.Source.Operator switch
    {
        _ when IsClosing(lowered) => (Graphs.Window.Unit, 1),
        Conv2D conv => (conv.Window, lowered.Inputs[1].Tensor.Shape[1]),
        DepthwiseConv2D conv => (conv.Window, lowered.Inputs[1].Tensor.Shape[1]),
        AveragePool2D pool => (pool.Window, pool.Height),
        MaxPool2D pool => (pool.Window, pool.Height),
        _ => null,
    };

    private void Write(Tensor tensor) => ForEachByte(tensor, 0, tensor.ByteLength, (address, content) => _content[address] = content);

    private void Write(Tensor tensor, int row) => ForEachByte(tensor, row, (address, content) => _content[address] = content);

    private void Read(Tensor tensor) => ForEachByte(tensor, 0, tensor.ByteLength, (address, content) => Require(_content[address] == content, tensor));

    private void Read(Tensor tensor, int row) => ForEachByte(tensor, row, (address, content) => Require(_content[address] == content, tensor));

    private void ForEachByte(Tensor tensor, int row, Action<int, (int Tensor, int Byte)> visit)
    {
        int bytes = tensor.ByteLength / tensor.Shape[1];
        ForEachByte(tensor, row * bytes, bytes, visit);
    }

    private void ForEachByte(Tensor tensor, int start, int count, Action<int, (int Tensor, int Byte)> visit)
    {
        Tensor storage = _graph.Storage(tensor);
        if (!_numbers.TryGetValue(storage, out int number)) _numbers.Add(storage, number = _numbers.Count + 1);
        int held = _stream.Stream!.Rings.TryGetValue(tensor, out int slots) ? tensor.ByteLength / tensor.Shape[1] * slots : tensor.ByteLength;
        for (int i = start; i < start + count; i++)
        {
            int address = _plan.Offsets[storage] + (i % held);
            Require(address >= 0 && address < _content.Length, tensor);
            visit(address, (number, i));
        }
    }

    private void Require(bool holds, Tensor tensor)
    {
        if (!holds) throw new InvalidOperationException($"The memory plan of {_graph.Name} lets the stream that ends with {_stream.Source.Name} lose rows of {tensor.Name}.");
    }
}
