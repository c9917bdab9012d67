using System;
using TinyMl.Format;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Pack;

/// <summary>What it takes to run an operator whose weights are encoded.</summary>
/// <param name="Operations">An estimate of the processor's operations for each inference.</param>
/// <param name="ScratchBytes">The bytes of the arena that weights are decoded into.</param>
internal readonly record struct DecodingCost(long Operations, int ScratchBytes)
{
    /// <summary>The cost of an encoding of an operator's weights.</summary>
    public static DecodingCost Of(LoweredOperator step, EncodedWeights encoded)
    {
        Shape weights = step.Inputs[1].Tensor.Shape;
        bool isDepthwise = step.Code is OperatorCode.DepthwiseConv2DInt8 or OperatorCode.DepthwiseConv2DInt16;
        int atOnce = checked((int)(isDepthwise ? weights.ElementCount : weights.ElementCount / weights[0]));
        return new DecodingCost(Times(step) * weights.ElementCount * PerWeight(encoded.Encoding), atOnce);
    }

    // Weights are decoded for each row of the output.
    private static long Times(LoweredOperator step)
    {
        Shape y = step.Outputs[0].Shape;
        return step.Code is OperatorCode.FullyConnectedInt8 or OperatorCode.FullyConnectedInt16 ? y.ElementCount / step.Inputs[1].Tensor.Shape[0] : (long)y[0] * y[1];
    }

    private static int PerWeight(WeightEncoding encoding) => encoding switch
    {
        WeightEncoding.Integers => 2,
        WeightEncoding.ZeroRuns => 3,
        WeightEncoding.LookUp => 4,
        WeightEncoding.Bitmap => 5,
        WeightEncoding.Huffman => 15,
        _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "Nothing is decoded."),
    };
}
