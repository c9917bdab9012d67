using System;
using System.Collections.Generic;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using static TinyMl.Tasks.Lower.Int8Lowering;

namespace TinyMl.Tasks.Lower;

/// <summary>
/// Lowers nodes on int16 to their kernels, with multipliers computed as for int8. It also lowers every conversion between integer
/// types, whichever they are.
/// </summary>
internal static class Int16Lowering
{
    public static LoweredOperator Lower(Node node) => node.Operator switch
    {
        Conv2D convolution => ChannelLowering.Convolution(node, OperatorCode.Conv2DInt16, convolution.Window, convolution.Activation),
        DepthwiseConv2D convolution => ChannelLowering.Convolution(node, OperatorCode.DepthwiseConv2DInt16, convolution.Window, convolution.Activation),
        TransposeConv2D convolution => ChannelLowering.Convolution(node, OperatorCode.TransposeConv2DInt16, convolution.Window, convolution.Activation),
        FullyConnected product => ChannelLowering.FullyConnected(node, OperatorCode.FullyConnectedInt16, product.Activation),
        AveragePool2D pool => AveragePool(node, OperatorCode.AveragePool2DInt16, pool),
        MaxPool2D pool => MaxPool(node, OperatorCode.MaxPool2DInt16, pool),
        Binary binary => BinaryLowering.Lower(node, binary),
        Clamp clamp => Int8FunctionLowering.Clamp(node, OperatorCode.ClampInt16, clamp),
        LeakyRelu leaky => Int8FunctionLowering.LeakyRelu(node, OperatorCode.LeakyReluInt16, leaky),
        Logistic => Lowered(node, OperatorCode.LogisticInt16, inPlace: true, SigmoidFactor(Scale(node.Input), greatestShift: 0)),
        Tanh => Lowered(node, OperatorCode.TanhInt16, inPlace: true, SigmoidFactor(Scale(node.Input), greatestShift: 1)),
        Softmax softmax => Softmax(node, softmax.Beta),
        Mean mean => ReductionLowering.Lower(node, OperatorCode.MeanInt16, mean, ReductionLowering.MeanFactor(node)),
        ReduceSum sum => ReductionLowering.Lower(node, OperatorCode.ReduceSumInt16, sum, ReductionLowering.SumFactor(node)),
        ReduceMax maximum => ReductionLowering.Lower(node, OperatorCode.ReduceMaxInt16, maximum),
        ReduceMin minimum => ReductionLowering.Lower(node, OperatorCode.ReduceMinInt16, minimum),
        Quantize when node.Input.Type == ElementType.Float32 => Int8FunctionLowering.FromReal(node, OperatorCode.QuantizeInt16),
        Quantize => Int8FunctionLowering.Requantize(node, OperatorCode.RequantizeInt16),
        Dequantize => Int8FunctionLowering.ToReal(node, OperatorCode.DequantizeInt16),
        _ => throw new InvalidOperationException($"No kernel runs {node} on int16."),
    };

    // CalculateArithmeticOpDataLogistic: 3 * 2^12 * s_x as a factor of 15 bits and a right shift, rounded down; scales near 2^-12, and
    // for tanh 2^-11, count as those.
    private static IEnumerable<int> SigmoidFactor(float scale, int greatestShift)
    {
        for (int shift = 0; shift <= greatestShift; shift++)
        {
            if (IsNearly(scale, Math.ScaleB(1, shift - 12))) return [3 << shift, 0];
        }

        double factor = scale * 4096.0 * 3.0;
        int rightShift = 0;
        for (; factor <= short.MaxValue / 2.0 && rightShift <= 30; factor *= 2) rightShift++;
        return [(int)Math.Min(factor, int.MaxValue), rightShift];
    }

    // CheckedLog2: a thousandth of an octave.
    private static bool IsNearly(float scale, double power) => scale / power is > 0.99930709 and < 1.00069339;

    private static LoweredOperator Softmax(Node node, float beta)
    {
        const float Unit = 2f / ushort.MaxValue;
        short[] exponentials = LookupTable16.Create(10f / ushort.MaxValue, short.MaxValue, Unit, 0, x => (float)Arithmetic.Exponential.Exp(x));
        short[] reciprocals = LookupTable16.Create(1f / ushort.MaxValue, short.MinValue, Unit, 0, x => 1 / (1 + x));
        return new LoweredOperator(
            node,
            OperatorCode.SoftmaxInt16,
            [new LoweredInput(node.Input, InPlace: true), Table("exponentials", exponentials), Table("reciprocals", reciprocals)],
            node.Outputs,
            Attributes(RealMultiplier.Quantize((double)Scale(node.Input) * beta / (10.0 / 65535.0))));
    }

    private static LoweredInput Table(string name, short[] values) =>
        new(Tensor.Constant<short>(name, ElementType.Int16, new Shape(values.Length), values), ConstantRole.Quantization);
}
