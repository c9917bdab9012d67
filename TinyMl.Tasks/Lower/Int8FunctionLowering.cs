using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using TinyMl.Arithmetic;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using static TinyMl.Tasks.Lower.Int8Lowering;

namespace TinyMl.Tasks.Lower;

/// <summary>Lowers the int8 operators of one input: activations, mean and conversions.</summary>
internal static class Int8FunctionLowering
{
    // The bits before the point of the fixed-point inputs of softmax, and of logistic and tanh.
    private const int SoftmaxIntegerBits = 5;
    private const int SigmoidIntegerBits = 4;

    public static LoweredOperator Lower(Node node) => node.Operator switch
    {
        Clamp clamp => Elementwise(node, OperatorCode.ClampInt8, [.. Rescaling(node, Ratio(node)), .. Bounds(node, clamp.Range)]),
        LeakyRelu leaky => Elementwise(node, OperatorCode.LeakyReluInt8, LeakyReluAttributes(node, leaky.Alpha)),
        HardSwish => Elementwise(node, OperatorCode.HardSwishInt8, HardSwishAttributes(node)),
        Logistic => Elementwise(node, OperatorCode.LogisticInt8, SigmoidAttributes(node)),
        Tanh => Elementwise(node, OperatorCode.TanhInt8, SigmoidAttributes(node)),
        Softmax softmax => Elementwise(node, OperatorCode.SoftmaxInt8, SoftmaxAttributes(node, softmax.Beta)),
        Interpolate interpolate => InterpolateLowering.Int8(node, interpolate),
        Mean mean => Lowered(node, OperatorCode.MeanInt8, inPlace: false, MeanAttributes(node, mean)),
        Quantize when node.Input.Type == ElementType.Int8 => Elementwise(node, OperatorCode.RequantizeInt8, Rescaling(node, (double)Scale(node.Input) / Scale(node.Output))),
        Quantize => Lowered(node, OperatorCode.QuantizeInt8, inPlace: false, Affine(node.Output)),
        Dequantize => Lowered(node, OperatorCode.DequantizeInt8, inPlace: false, Affine(node.Input)),
        _ => throw new InvalidOperationException($"No kernel runs {node} on int8."),
    };

    private static LoweredOperator Elementwise(Node node, OperatorCode code, IEnumerable<int> attributes) => Lowered(node, code, inPlace: true, attributes);

    private static IEnumerable<int> Affine(Tensor tensor) => [BitConverter.SingleToInt32Bits(Scale(tensor)), ZeroPoint(tensor)];

    // Activations divide the scales in float.
    private static double Ratio(Node node) => Scale(node.Input) / Scale(node.Output);

    private static IEnumerable<int> Rescaling(Node node, double factor) =>
        [ZeroPoint(node.Input), .. Attributes(RealMultiplier.Quantize(factor)), ZeroPoint(node.Output)];

    private static IEnumerable<int> LeakyReluAttributes(Node node, float alpha)
    {
        float negative = (float)(Scale(node.Input) * alpha) / Scale(node.Output);
        return
        [
            ZeroPoint(node.Input),
            .. Attributes(RealMultiplier.Quantize(Ratio(node))), .. Attributes(RealMultiplier.Quantize(negative)),
            ZeroPoint(node.Output),
        ];
    }

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
        // Below a factor of 1 every probability of a row is the same; the reference refuses to compute it.
        double factor = (double)beta * Scale(node.Input) * (1 << (31 - SoftmaxIntegerBits));
        (int mantissa, int shift) = RealMultiplier.Split(Math.Max(1, Math.Min(factor, int.MaxValue)));
        return [mantissa, shift, -Radius(SoftmaxIntegerBits, shift)];
    }

    // CalculateInputRadius: the largest magnitude that stays within the integer bits when it is scaled.
    private static int Radius(int integerBits, int shift) =>
        (int)Math.Min(int.MaxValue, Math.Floor(Math.ScaleB((1 << integerBits) - 1, 31 - integerBits - shift)));

    // QuantizedMeanOrSum divides the multiplier by the number of elements, with as many bits more as fit.
    private static IEnumerable<int> MeanAttributes(Node node, Mean mean)
    {
        Shape shape = node.Input.Shape;
        long count = mean.Axes.Aggregate(1L, (product, axis) => product * shape[axis]);
        QuantizedMultiplier ratio = RealMultiplier.Quantize((double)Scale(node.Input) / Scale(node.Output));
        int shift = Math.Min(BitOperations.Log2((ulong)count), Math.Min(32, 31 + ratio.Shift));
        int mantissa = (int)(((long)ratio.Mantissa << shift) / count);
        return [mean.Axes.Aggregate(0, (bits, axis) => bits | (1 << axis)), ZeroPoint(node.Input), mantissa, ratio.Shift - shift, ZeroPoint(node.Output)];
    }
}
