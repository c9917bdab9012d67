using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>
/// LSTM, GRU and RNN with their default activations, in either direction or both, which become one node each. Weights are constants;
/// initial values may be anything. Y_h is the last step of Y.
/// </summary>
internal static class RecurrentImporter
{
    private const int InitialHidden = 5;
    private const int InitialCell = 6;
    private const int Peepholes = 7;

    // The order of the kernels' gates in the standard's: the LSTM's are input, output, forget, cell.
    private static readonly int[] LstmGates = [0, 2, 3, 1];
    private static readonly int[] LstmPeepholes = [0, 2, 1];

    public static void ImportGru(OnnxNode node)
    {
        RecurrentSequence sequence = RecurrentSequence.Read(node, gates: 3, inputs: 6, outputs: 2, "Sigmoid", "Tanh");
        bool resetsAfter = (node.Attributes.Int("linear_before_reset") ?? 0) != 0;
        Give(node, sequence, sequence.Directions.Select(direction =>
        {
            Tensor? before = sequence.Initial(InitialHidden, direction);
            var gru = new Gru(sequence.IsTimeMajor, direction.IsBackward, before is not null, resetsAfter, sequence.Clip);
            Tensor[] inputs = [sequence.X, sequence.Weights(direction, [0, 1, 2]), sequence.Recurrent(direction, [0, 1, 2]), sequence.Bias(direction, [0, 1, 2], isLastApart: resetsAfter)];
            return (node.Emit(gru, before is null ? inputs : [.. inputs, before]), (Tensor?)null);
        }));
    }

    public static void ImportRnn(OnnxNode node)
    {
        RecurrentSequence sequence = RecurrentSequence.Read(node, gates: 1, inputs: 6, outputs: 2, "Tanh");
        Give(node, sequence, sequence.Directions.Select(direction =>
        {
            Tensor? before = sequence.Initial(InitialHidden, direction);
            var rnn = new Rnn(sequence.IsTimeMajor, direction.IsBackward, before is not null, sequence.Clip);
            Tensor[] inputs = [sequence.X, sequence.Weights(direction, [0]), sequence.Recurrent(direction, [0]), sequence.Bias(direction, [0], isLastApart: false)];
            return (node.Emit(rnn, before is null ? inputs : [.. inputs, before]), (Tensor?)null);
        }));
    }

    public static void ImportLstm(OnnxNode node)
    {
        RecurrentSequence sequence = RecurrentSequence.Read(node, gates: 4, inputs: 8, outputs: 3, "Sigmoid", "Tanh", "Tanh");
        if ((node.Attributes.Int("input_forget") ?? 0) != 0) throw node.Unsupported("its input and forget gates are coupled ('input_forget')");
        Give(node, sequence, sequence.Directions.Select(direction =>
        {
            Tensor? hidden = sequence.Initial(InitialHidden, direction), cell = sequence.Initial(InitialCell, direction);
            bool hasInitial = hidden is not null || cell is not null;
            Tensor? peepholes = sequence.Peepholes(Peepholes, direction, LstmPeepholes);
            var lstm = new Lstm(sequence.IsTimeMajor, direction.IsBackward, hasInitial, peepholes is not null, sequence.Clip, float.PositiveInfinity);
            Tensor[] initial = hasInitial ? [hidden ?? sequence.Zeros, cell ?? sequence.Zeros] : [];
            Tensor[] gates = [sequence.Weights(direction, LstmGates), sequence.Recurrent(direction, LstmGates), sequence.Bias(direction, LstmGates, isLastApart: false)];
            Tensor[] inputs = [sequence.X, .. gates, .. initial, .. peepholes is null ? Array.Empty<Tensor>() : [peepholes]];
            Tensor after = new($"{node.Name}:cell{direction.Index}", ElementType.Float32, lstm.StateShape(inputs));
            return (node.EmitSeveral(lstm, inputs, after), (Tensor?)after);
        }));
    }

    private static void Give(OnnxNode node, RecurrentSequence sequence, IEnumerable<(Tensor Y, Tensor? Cell)> directions)
    {
        (Tensor Y, Tensor? Cell)[] results = [.. directions];
        int time = sequence.IsTimeMajor ? 0 : 1;
        if (node.IsUsed(0)) Output(0, sequence.IsTimeMajor ? 1 : 2, results.Select(result => (result.Y, (Operator)new Reshape(sequence.SequenceShape))));
        if (node.IsUsed(1)) Output(1, sequence.DirectionAxis, results.Select((result, i) => (result.Y, (Operator)Slice.Along(time, sequence.Directions[i].IsBackward ? 0 : sequence.Steps - 1, 1, result.Y.Shape))));
        if (node.IsUsed(2)) Output(2, sequence.DirectionAxis, results.Select(result => (result.Cell!, (Operator)new Reshape(sequence.StateShape))));

        // Directions side by side, each with an axis of its own.
        void Output(int index, int axis, IEnumerable<(Tensor Tensor, Operator Operator)> parts)
        {
            (Tensor Tensor, Operator Operator)[] all = [.. parts];
            if (all.Length == 1) node.Output(index, all[0].Operator, all[0].Tensor);
            else node.Output(index, new Concat(axis), [.. all.Select(part => node.Emit(part.Operator, part.Tensor))]);
        }
    }
}
