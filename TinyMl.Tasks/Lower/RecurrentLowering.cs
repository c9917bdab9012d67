using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Arithmetic;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using static TinyMl.Tasks.Lower.Int8Lowering;

namespace TinyMl.Tasks.Lower;

/// <summary>Lowers recurrent operators. Their state comes first among the outputs of a record, so that it can be written over the initial one.</summary>
internal static class RecurrentLowering
{
    private const int InitialFlag = 4;
    private const int PeepholeFlag = 8;

    // Gates before their activation are in Q3.12, after it in Q0.15.
    private const float GateScale = 1f / (1 << 12);
    private const float ActivatedScale = 1f / (1 << 15);

    /// <summary>The record of a node whose activations are Float32.</summary>
    public static LoweredOperator Float32(Node node, Lstm lstm) => new(
        node,
        OperatorCode.LstmFloat32,
        [.. node.Inputs.Select((input, i) => new LoweredInput(input, Role(i), InPlace: lstm.HasInitial && i == 5))],
        [node.Outputs[1], node.Output],
        [Flags(lstm), BitConverter.SingleToInt32Bits(lstm.GateClip), BitConverter.SingleToInt32Bits(lstm.CellClip)]);

    /// <summary>The record of a recurrent node whose activations are Float32, without a state beside its output.</summary>
    public static LoweredOperator Float32(Node node, OperatorCode code, Recurrent recurrent, float clip, bool hasScratch) => new(
        node,
        code,
        [.. node.Inputs.Select((input, i) => new LoweredInput(input, Role(i)))],
        hasScratch ? [node.Output, new Tensor($"{node.Name}.scratch", ElementType.Float32, new Shape(node.Output.Shape[-1]))] : [node.Output],
        [Flags(recurrent), BitConverter.SingleToInt32Bits(clip)]);

    /// <summary>The record of a node whose activations are Int8, its cell state Int16; every factor as TensorFlow Lite Micro computes it.</summary>
    public static LoweredOperator Int8(Node node, Lstm lstm)
    {
        Tensor cell = node.Outputs[1];
        double activated = (double)ActivatedScale * ActivatedScale;

        // One for each gate of both weights. The hidden state has the scale of the output.
        var multipliers = new MultiplierTable([.. Factors(node.Inputs[1], Scale(node.Input), Lstm.Gates), .. Factors(node.Inputs[2], Scale(node.Output), Lstm.Gates)], mayShare: false);
        return new LoweredOperator(
            node,
            OperatorCode.LstmInt8,
            [
                new LoweredInput(node.Input), new LoweredInput(node.Inputs[1]), new LoweredInput(node.Inputs[2]), multipliers.Input(node.Name), LoweredInput.Bias(node.Inputs[3]),
                .. node.Inputs.Skip(4).Select((input, i) => new LoweredInput(input, InPlace: i == 1)),
            ],
            [cell, node.Output],
            [
                Flags(lstm),
                ZeroPoint(node.Input),
                ZeroPoint(node.Output),
                Math.ILogB(Scale(cell)),
                float.IsInfinity(lstm.CellClip) ? 0 : (int)Math.Min((double)lstm.CellClip / Scale(cell), short.MaxValue),
                .. Attributes(RealMultiplier.Quantize(activated / Scale(cell))),
                .. Attributes(RealMultiplier.Quantize(activated / Scale(node.Output))),
                multipliers.LeastShift,
            ]);
    }

    /// <summary>The record of an SVDF layer.</summary>
    public static LoweredOperator Svdf(Node node, OperatorCode code, IEnumerable<int> attributes) => new(
        node,
        code,
        [
            .. node.Inputs.Take(4).Select((input, i) => new LoweredInput(input, InPlace: i == 3)),
            .. node.Inputs.Skip(4).Select(bias => bias.Type == ElementType.Int32 ? LoweredInput.Bias(bias) : new LoweredInput(bias, ConstantRole.Biases)),
        ],
        [node.Outputs[1], node.Output],
        attributes);

    /// <summary>The record of an SVDF layer on Int8; its factors are computed in float, as TensorFlow Lite Micro's PrepareSvdf does.</summary>
    public static LoweredOperator Svdf(Node node)
    {
        Tensor state = node.Outputs[1];
        float toState = (float)(Scale(node.Input) * Scale(node.Inputs[1])) / Scale(state);
        float toOutput = (float)(Scale(state) * Scale(node.Inputs[2])) / Scale(node.Output);
        return Svdf(
            node,
            OperatorCode.SvdfInt8,
            [ZeroPoint(node.Input), ZeroPoint(state), .. Attributes(RealMultiplier.Quantize(toState)), .. Attributes(RealMultiplier.Quantize(toOutput)), ZeroPoint(node.Output)]);
    }

    private static int Flags(Recurrent recurrent)
    {
        int flags = (recurrent.IsTimeMajor ? SequenceGeometry.TimeMajor : 0) | (recurrent.IsBackward ? SequenceGeometry.Backward : 0);
        return recurrent is Lstm lstm ? flags | (lstm.HasInitial ? InitialFlag : 0) | (lstm.HasPeepholes ? PeepholeFlag : 0) : flags;
    }

    private static ConstantRole Role(int input) => input == 3 ? ConstantRole.Biases : ConstantRole.Weights;

    private static IEnumerable<QuantizedMultiplier> Factors(Tensor weights, float scale, int gates) =>
        Enumerable.Range(0, gates)
            .Select(gate => Parameters(weights).Scales[gate * weights.Shape[0] / gates])
            .Select(weightScale => RealMultiplier.Quantize((double)(float)(scale * weightScale) / GateScale));
}
