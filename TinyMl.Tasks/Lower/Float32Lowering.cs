using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Lower;

/// <summary>Writes the records of the float32 kernels: weights as Float32 or Float16, everything else Float32.</summary>
internal static class Float32Lowering
{
    /// <summary>The record of a node whose activations are Float32.</summary>
    public static LoweredOperator Lower(Node node) => node.Operator switch
    {
        Conv2D conv => Weighted(node, OperatorCode.Conv2DFloat32, [.. WindowAttributes.Of(conv.Window), .. Activation(conv.Activation)]),
        DepthwiseConv2D conv => Weighted(node, OperatorCode.DepthwiseConv2DFloat32, [.. WindowAttributes.Of(conv.Window), .. Activation(conv.Activation)]),
        FullyConnected connected => Weighted(node, OperatorCode.FullyConnectedFloat32, Activation(connected.Activation)),
        TransposeConv2D conv => Weighted(node, OperatorCode.TransposeConv2DFloat32, [.. WindowAttributes.Of(conv.Window), .. Activation(conv.Activation)]),
        MatMul product => new LoweredOperator(
            node,
            OperatorCode.MatMulFloat32,
            node.Inputs.Select(tensor => new LoweredInput(tensor)),
            node.Outputs,
            [product.IsRightTransposed ? 1 : 0, .. Activation(product.Activation)]),
        AveragePool2D pool => new LoweredOperator(
            node,
            OperatorCode.AveragePool2DFloat32,
            [new LoweredInput(node.Input)],
            node.Outputs,
            [pool.CountPadding ? 1 : 0, pool.Height, pool.Width, .. WindowAttributes.Of(pool.Window), .. Activation(pool.Activation)]),
        MaxPool2D pool => new LoweredOperator(
            node,
            OperatorCode.MaxPool2DFloat32,
            [new LoweredInput(node.Input)],
            node.Outputs,
            [pool.Height, pool.Width, .. WindowAttributes.Of(pool.Window), .. Activation(pool.Activation)]),
        Add add => Elementwise(node, OperatorCode.AddFloat32, Activation(add.Activation)),
        Sub sub => Elementwise(node, OperatorCode.SubFloat32, Activation(sub.Activation)),
        Mul mul => Elementwise(node, OperatorCode.MulFloat32, Activation(mul.Activation)),
        Div div => Elementwise(node, OperatorCode.DivFloat32, Activation(div.Activation)),
        Maximum maximum => Elementwise(node, OperatorCode.MaximumFloat32, Activation(maximum.Activation)),
        Minimum minimum => Elementwise(node, OperatorCode.MinimumFloat32, Activation(minimum.Activation)),
        SquaredDifference difference => Elementwise(node, OperatorCode.SquaredDifferenceFloat32, Activation(difference.Activation)),
        Pow power => Elementwise(node, OperatorCode.PowFloat32, Activation(power.Activation)),
        Mod mod => Elementwise(node, mod.IsFloored ? OperatorCode.FloorModFloat32 : OperatorCode.ModFloat32, Activation(mod.Activation)),
        PRelu relu => Elementwise(node, OperatorCode.PReluFloat32, Activation(relu.Activation)),
        RealFunction function => FunctionLowering.Float32(node, function),
        Clamp clamp => Elementwise(node, OperatorCode.ClampFloat32, Activation(clamp.Range)),
        Logistic => Elementwise(node, OperatorCode.LogisticFloat32, []),
        Tanh => Elementwise(node, OperatorCode.TanhFloat32, []),
        LeakyRelu relu => Elementwise(node, OperatorCode.LeakyReluFloat32, [BitConverter.SingleToInt32Bits(relu.Alpha)]),
        HardSwish => Elementwise(node, OperatorCode.HardSwishFloat32, []),
        Softmax softmax => Elementwise(node, OperatorCode.SoftmaxFloat32, [BitConverter.SingleToInt32Bits(softmax.Beta)]),
        Interpolate interpolate => InterpolateLowering.Float32(node, interpolate),
        LogSoftmax => Elementwise(node, OperatorCode.LogSoftmaxFloat32, []),
        L2Normalization normalization => Elementwise(node, OperatorCode.L2NormalizationFloat32, [BitConverter.SingleToInt32Bits(normalization.LeastNorm)]),
        LayerNormalization normalization => new LoweredOperator(
            node,
            OperatorCode.LayerNormalizationFloat32,
            node.Inputs.Select((tensor, i) => new LoweredInput(tensor, InPlace: i == 0)),
            node.Outputs,
            [BitConverter.SingleToInt32Bits(normalization.Epsilon)]),
        Mean mean => ReductionLowering.Lower(node, OperatorCode.MeanFloat32, mean),
        ReduceSum sum => ReductionLowering.Lower(node, OperatorCode.ReduceSumFloat32, sum),
        ReduceMax maximum => ReductionLowering.Lower(node, OperatorCode.ReduceMaxFloat32, maximum),
        ReduceMin minimum => ReductionLowering.Lower(node, OperatorCode.ReduceMinFloat32, minimum),
        ReduceProd product => ReductionLowering.Lower(node, OperatorCode.ReduceProdFloat32, product),
        ArgMinMax index => ReductionLowering.Lower(node, OperatorCode.ArgMinMaxFloat32, index),
        Gru gru => RecurrentLowering.Float32(node, OperatorCode.GruFloat32, gru, gru.Clip, hasScratch: !gru.ResetsAfter),
        Lstm lstm => RecurrentLowering.Float32(node, lstm),
        Rnn rnn => RecurrentLowering.Float32(node, OperatorCode.RnnFloat32, rnn, rnn.Clip, hasScratch: false),
        Svdf svdf => RecurrentLowering.Svdf(node, OperatorCode.SvdfFloat32, Activation(svdf.Activation)),
        _ => throw new InvalidOperationException($"No kernel runs {node} on Float32."),
    };

    private static LoweredOperator Weighted(Node node, OperatorCode code, IEnumerable<int> attributes)
    {
        IEnumerable<LoweredInput> bias = node.Inputs.Skip(2).Select(tensor => new LoweredInput(tensor, ConstantRole.Biases));
        return new LoweredOperator(node, code, [new LoweredInput(node.Input), new LoweredInput(node.Inputs[1]), .. bias], node.Outputs, attributes);
    }

    private static LoweredOperator Elementwise(Node node, OperatorCode code, IEnumerable<int> attributes) =>
        new(node, code, node.Inputs.Select(tensor => new LoweredInput(tensor, InPlace: true)), node.Outputs, attributes);

    // As FloatRange reads it: what is infinite at the end is left out. Where the bounds cross, clamping ends at the maximum.
    private static IEnumerable<int> Activation(ActivationRange range)
    {
        if (range.IsNone) return [];
        int minimum = BitConverter.SingleToInt32Bits(MathF.Min(range.Minimum, range.Maximum));
        return float.IsPositiveInfinity(range.Maximum) ? [minimum] : [minimum, BitConverter.SingleToInt32Bits(range.Maximum)];
    }
}
