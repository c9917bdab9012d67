using System;
using System.Collections.Generic;
using TinyMl.Arithmetic;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using static TinyMl.Tasks.Lower.Int8Lowering;

namespace TinyMl.Tasks.Lower;

/// <summary>Lowers the int8 operators of one input: activations, normalizations and conversions.</summary>
internal static class Int8FunctionLowering
{
    // The bits before the point of the fixed-point inputs of softmax, and of logistic and tanh.
    private const int SoftmaxIntegerBits = 5;
    private const int SigmoidIntegerBits = 4;

    public static LoweredOperator Lower(Node node) => node.Operator switch
    {
        RealFunction function => FunctionLowering.Int8(node, function),
        Clamp clamp => Clamp(node, OperatorCode.ClampInt8, clamp),
        LeakyRelu leaky => LeakyRelu(node, OperatorCode.LeakyReluInt8, leaky),
        HardSwish => Elementwise(node, OperatorCode.HardSwishInt8, HardSwishAttributes(node)),
        Logistic => Elementwise(node, OperatorCode.LogisticInt8, SigmoidAttributes(node)),
        Tanh => Elementwise(node, OperatorCode.TanhInt8, SigmoidAttributes(node)),
        Softmax softmax => Elementwise(node, OperatorCode.SoftmaxInt8, SoftmaxAttributes(node, softmax.Beta)),
        Interpolate interpolate => InterpolateLowering.Int8(node, interpolate),
        LogSoftmax => Elementwise(node, OperatorCode.LogSoftmaxInt8, LogSoftmaxAttributes(node)),
        L2Normalization => Elementwise(node, OperatorCode.L2NormalizationInt8, [ZeroPoint(node.Input)]),
        Mean mean => ReductionLowering.Lower(node, OperatorCode.MeanInt8, mean, ReductionLowering.MeanFactor(node)),
        ReduceSum sum => ReductionLowering.Lower(node, OperatorCode.ReduceSumInt8, sum, ReductionLowering.SumFactor(node)),
        ReduceMax maximum => ReductionLowering.Lower(node, OperatorCode.ReduceMaxInt8, maximum),
        ReduceMin minimum => ReductionLowering.Lower(node, OperatorCode.ReduceMinInt8, minimum),
        ArgMinMax index => ReductionLowering.Lower(node, OperatorCode.ArgMinMaxInt8, index),
        Quantize when node.Input.Type == ElementType.Int8 => Requantize(node, OperatorCode.RequantizeInt8),
        Quantize => FromReal(node, OperatorCode.QuantizeInt8),
        Reinterpret => Elementwise(node, OperatorCode.FlipSignBitInt8, []),
        Dequantize => ToReal(node, OperatorCode.DequantizeInt8),
        _ => throw new InvalidOperationException($"No kernel runs {node} on int8."),
    };

    public static LoweredOperator Clamp(Node node, OperatorCode code, Clamp clamp) => Elementwise(node, code, [.. Rescaling(node, Ratio(node)), .. Bounds(node, clamp.Range)]);

    public static LoweredOperator LeakyRelu(Node node, OperatorCode code, LeakyRelu leaky)
    {
        float negative = (float)(Scale(node.Input) * leaky.Alpha) / Scale(node.Output);
        return Elementwise(
            node,
            code,
            [
                ZeroPoint(node.Input),
                .. Attributes(RealMultiplier.Quantize(Ratio(node))), .. Attributes(RealMultiplier.Quantize(negative)),
                ZeroPoint(node.Output),
            ]);
    }

    public static LoweredOperator FromReal(Node node, OperatorCode code) => Elementwise(node, code, Affine(node.Output));

    public static LoweredOperator ToReal(Node node, OperatorCode code) => Elementwise(node, code, Affine(node.Input));

    public static LoweredOperator Requantize(Node node, OperatorCode code) =>
        Elementwise(node, code, Rescaling(node, (double)Scale(node.Input) / Scale(node.Output)));

    private static LoweredOperator Elementwise(Node node, OperatorCode code, IEnumerable<int> attributes) => Lowered(node, code, inPlace: true, attributes);

    private static IEnumerable<int> Affine(Tensor tensor) => [BitConverter.SingleToInt32Bits(Scale(tensor)), ZeroPoint(tensor)];

    // Activations divide the scales in float.
    private static double Ratio(Node node) => Scale(node.Input) / Scale(node.Output);

    private static IEnumerable<int> Rescaling(Node node, double factor) =>
        [ZeroPoint(node.Input), .. Attributes(RealMultiplier.Quantize(factor)), ZeroPoint(node.Output)];

    private static IEnumerable<int> HardSwishAttributes(Node node)
    {
        float fineScale = 1.0f / 128.0f * Scale(node.Input);
        const float ReluScale = 3.0f / 32768.0f;
        return [ZeroPoint(node.Input), .. Short(fineScale / Scale(node.Output)), .. Short(fineScale / ReluScale), ZeroPoint(node.Output)];
    }

    // A Q15 mantissa and an exponent in [-15, 15]; a smaller factor leaves nothing of 16 bits, a larger one saturates them.
    private static IEnumerable<int> Short(float factor)
    {
        (int mantissa, int exponent) = RealMultiplier.Split(factor);
        const int MaximumExponent = 15;
        const int Half = 1 << 15;
        int rounded = mantissa >= int.MaxValue - Half ? short.MaxValue : (mantissa + Half) >> 16;
        return exponent < -MaximumExponent ? [0, 0] : [rounded, Math.Min(exponent, MaximumExponent)];
    }

    private static IEnumerable<int> SigmoidAttributes(Node node)
    {
        double factor = (double)Scale(node.Input) * (1 << (31 - SigmoidIntegerBits));
        return [ZeroPoint(node.Input), .. Attributes(RealMultiplier.Quantize(factor)), Radius(SigmoidIntegerBits, RealMultiplier.Split(factor).Shift)];
    }

    private static IEnumerable<int> SoftmaxAttributes(Node node, float beta)
    {
        (int mantissa, int shift) = SoftmaxFactor(node, beta);
        return [mantissa, shift, -Radius(SoftmaxIntegerBits, shift)];
    }

    // PreprocessLogSoftmaxScalingExp: the factor, and its inverse, which is below 1 as the factor is above.
    private static IEnumerable<int> LogSoftmaxAttributes(Node node)
    {
        (int mantissa, int shift) = SoftmaxFactor(node, beta: 1);
        const double BelowOne = (double)int.MaxValue / (1L << 31);
        QuantizedMultiplier inverse = RealMultiplier.Quantize(Math.Min(Math.ScaleB(1, 31 - shift) / mantissa, BelowOne));
        return [mantissa, shift, -Radius(SoftmaxIntegerBits, shift), .. Attributes(inverse)];
    }

    // PreprocessSoftmaxScaling. Below a factor of 1 every probability of a row is the same; the reference refuses to compute it.
    private static (int Mantissa, int Shift) SoftmaxFactor(Node node, float beta)
    {
        double factor = (double)beta * Scale(node.Input) * (1 << (31 - SoftmaxIntegerBits));
        return RealMultiplier.Split(Math.Max(1, Math.Min(factor, int.MaxValue)));
    }

    // CalculateInputRadius: the largest magnitude that stays within the integer bits when it is scaled.
    private static int Radius(int integerBits, int shift) =>
        (int)Math.Min(int.MaxValue, Math.Floor(Math.ScaleB((1 << integerBits) - 1, 31 - integerBits - shift)));
}
