using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Tests.Graphs;
using static TinyMl.Tasks.Tests.Graphs.GraphBuilder;

namespace TinyMl.Tasks.Tests.Pack;

/// <summary>A graph that uses every recurrent kernel, with states.</summary>
internal static class RecurrentSamples
{
    private const int Inputs = 3;
    private const int Units = 5;
    private const int Steps = 4;
    private const float Clip = 2;

    private static readonly QuantizationParameters Eighth = new(0.125f, 3);
    private static readonly QuantizationParameters HiddenScale = new(1f / 128, -2);
    private static readonly QuantizationParameters CellScale = new(1f / 2048, 0);

    public static Graph All()
    {
        var nodes = new List<Node>();
        var states = new List<State>();
        Tensor x = StateSamples.Floats("x", 1, Steps, Inputs);
        Tensor quantized = Add(new Quantize(), ElementType.Int8, Eighth, [x]);

        Tensor y = Lstm(new Lstm(IsTimeMajor: false, IsBackward: false, HasInitial: true, HasPeepholes: true, GateClip: Clip, CellClip: float.PositiveInfinity), [x, .. RealGates(4)]);
        Tensor z = Lstm(new Lstm(IsTimeMajor: false, IsBackward: true, HasInitial: true, HasPeepholes: false, float.PositiveInfinity, Clip), [quantized, .. IntegerGates(4)]);
        Tensor[] plain =
        [
            Add(new Gru(IsTimeMajor: false, IsBackward: false, HasInitial: false, ResetsAfter: false, Clip), ElementType.Float32, null, [x, .. RealGates(3)]),
            Add(new Gru(IsTimeMajor: true, IsBackward: false, HasInitial: true, ResetsAfter: true, float.PositiveInfinity), ElementType.Float32, null, [x, .. RealGates(3)[..2], Random(20, 4 * Units), Random(21, Steps, Units)]),
            Add(new Rnn(IsTimeMajor: false, IsBackward: true, HasInitial: false, Clip), ElementType.Float32, null, [x, .. RealGates(1)]),
        ];
        Tensor[] filtered =
        [
            Svdf([Flat(x), Random(10, 2 * Units, Steps * Inputs), Random(11, 2 * Units, Steps)], null, Random(12, Units)),
            Svdf([Flat(quantized), Bytes(2 * Units, Steps * Inputs), Bytes(2 * Units, Steps)], Eighth, Tensor.Constant<int>("bias", ElementType.Int32, new Shape(Units), [1, 2, 3, 4, 5])),
            Svdf([Flat(quantized), Bytes(2 * Units, Steps * Inputs), Wide(2 * Units, Steps)], CellScale),
        ];
        return new Graph("Recurrent", [x], [y, z, .. plain, .. filtered], nodes, states);

        Tensor Flat(Tensor tensor) => Add(new Reshape(new Shape(1, Steps * Inputs)), tensor.Type, tensor.Quantization, [tensor]);

        Tensor Svdf(Tensor[] inputs, QuantizationParameters? stateScale, params Tensor[] bias)
        {
            Tensor before = new("before", inputs[2].Type, new Shape(1, 2 * Units * Steps), stateScale), after = before.As(before.Type, stateScale);
            states.Add(new State(before, after));
            return Add(new Svdf(2, ActivationRange.None), inputs[0].Type, inputs[0].Quantization, [.. inputs, before, .. bias], after);
        }

        Tensor Lstm(Lstm lstm, Tensor[] inputs)
        {
            bool isInteger = inputs[0].Type == ElementType.Int8;
            Tensor hidden = new("hidden", inputs[0].Type, new Shape(1, Units), isInteger ? HiddenScale : null);
            Tensor cell = new("cell", isInteger ? ElementType.Int16 : ElementType.Float32, new Shape(1, Units), isInteger ? CellScale : null), next = cell.As(cell.Type, cell.Quantization);
            Tensor output = Add(lstm, hidden.Type, hidden.Quantization, [.. inputs, hidden, cell, .. lstm.HasPeepholes ? new[] { Random(7, 3 * Units) } : []], next);
            states.Add(new State(hidden, Last(output)));
            states.Add(new State(cell, next));
            return output;
        }

        Tensor Last(Tensor output)
        {
            Tensor last = Add(Slice.Along(1, Steps - 1, 1, output.Shape), output.Type, output.Quantization, [output]);
            return Add(new Reshape(new Shape(1, Units)), output.Type, output.Quantization, [last]);
        }

        Tensor Add(Operator @operator, ElementType type, QuantizationParameters? quantization, Tensor[] inputs, params Tensor[] further)
        {
            var output = new Tensor($"t{nodes.Count}", type, @operator.InferShape(inputs), quantization);
            nodes.Add(new Node($"n{nodes.Count}", @operator, inputs, [output, .. further]));
            return output;
        }
    }

    private static Tensor Bytes(params int[] shape) => Tensor.Constant<sbyte>(
        "bytes", ElementType.Int8, new Shape(shape), [.. Enumerable.Range(0, shape[0] * shape[1]).Select(i => (sbyte)((i * 53 % 255) - 127))], new QuantizationParameters(0.01f, 0));

    private static Tensor Wide(params int[] shape) => Tensor.Constant<short>(
        "wide", ElementType.Int16, new Shape(shape), [.. Enumerable.Range(0, shape[0] * shape[1]).Select(i => (short)((i * 5300 % 65000) - 32000))], new QuantizationParameters(0.0001f, 0));

    private static Tensor[] RealGates(int gates) => [Random(gates, gates * Units, Inputs), Random(gates + 1, gates * Units, Units), Random(gates + 2, gates * Units)];

    private static Tensor[] IntegerGates(int gates)
    {
        QuantizationParameters scales = new([.. Enumerable.Range(0, gates * Units).Select(row => (1 + (row / Units)) / 200f)], [.. new int[gates * Units]]);
        return [Weights(Inputs), Weights(Units), Tensor.Constant<int>("bias", ElementType.Int32, new Shape(gates * Units), [.. Enumerable.Range(-7, gates * Units).Select(i => i * 50)])];

        Tensor Weights(int columns) => Tensor.Constant<sbyte>(
            $"weights{columns}", ElementType.Int8, new Shape(gates * Units, columns), [.. Enumerable.Range(0, gates * Units * columns).Select(i => (sbyte)((i * 37 % 255) - 127))], scales);
    }
}
