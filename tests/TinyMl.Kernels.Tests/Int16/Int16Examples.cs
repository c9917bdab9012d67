using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Operators;
using TinyMl.Operators.Int16;

namespace TinyMl.Kernels.Tests.Int16;

/// <summary>A small valid record of every int16 kernel.</summary>
internal static class Int16Examples
{
    // Half of 1: 2^30 * 2^(0 - 31).
    private static readonly int[] Half = [1 << 30, 0];

    // Strides and dilations 1, no padding.
    private static readonly int[] UnitWindow = [1, 1, 1, 1, 0, 0, 0, 0];

    // Zero point 0 and the bounds of int16.
    private static readonly int[] Range = [0, short.MinValue, short.MaxValue];

    public static IEnumerable<OperatorRecord> All =>
    [
        Weights(X(Conv2D.Kernel, 1, 2, 2, 3), [4, 1, 2, 3], 4).Output(ElementType.Int16, 1, 2, 1, 4).Attributes([.. UnitWindow, 1, OperatorRecord.LeastShift, .. Range]),
        Weights(X(DepthwiseConv2D.Kernel, 1, 2, 2, 2), [1, 1, 2, 4], 4).Output(ElementType.Int16, 1, 2, 1, 4).Attributes([.. UnitWindow, 1, OperatorRecord.LeastShift, .. Range]),
        Weights(X(TransposeConv2D.Kernel, 1, 2, 1, 3), [4, 1, 2, 3], 4).Output(ElementType.Int16, 1, 2, 2, 4).Attributes([.. UnitWindow, 1, OperatorRecord.LeastShift, .. Range]),
        Weights(X(FullyConnected.Kernel, 2, 3), [4, 3], 4).Output(ElementType.Int16, 2, 4).Attributes([1, OperatorRecord.LeastShift, .. Range]),
        X(AveragePool2D.Kernel, 1, 2, 2, 3).Output(ElementType.Int16, 1, 1, 1, 3).Attributes([0, 2, 2, .. UnitWindow, .. Range]),
        X(MaxPool2D.Kernel, 1, 2, 2, 3).Output(ElementType.Int16, 1, 1, 1, 3).Attributes([2, 2, .. UnitWindow, short.MinValue, short.MaxValue]),
        .. Elementwise(inPlace: false),
        X(Mean.Kernel, 2, 3).Output(ElementType.Int16, 2).Attributes([2, 0, .. Half, 0]),
        X(RowAverage.Kernel, 1, 2, 2, 3).Output(ElementType.Int16, 1, 1, 1, 3).Output(ElementType.Int32, 3).Attributes(Range[1..]),
        X(RowMean.Kernel, 1, 2, 2, 3).Output(ElementType.Int16, 3).Output(ElementType.Int32, 3).Attributes([0, .. Half, 0]),
        X(ReduceSum.Kernel, 2, 3).Output(ElementType.Int16, 2).Attributes([2, 0, .. Half, 0]),
        X(ReduceMax.Kernel, 2, 3).Output(ElementType.Int16, 3).Attributes([1]),
        X(ReduceMin.Kernel, 2, 3).Output(ElementType.Int16, 3).Attributes([1]),
        new OperatorRecord(Quantize.Kernel).Input([2, 3], [1, 2, 3, 4, 5, 6]).Output(ElementType.Int16, 2, 3).Attributes([BitConverter.SingleToInt32Bits(0.5f), 0]),
        X(Dequantize.Kernel, 2, 3).Output(ElementType.Float32, 2, 3).Attributes([BitConverter.SingleToInt32Bits(0.5f), 0]),
    ];

    /// <summary>The kernels whose output may lie on their first input.</summary>
    public static IEnumerable<OperatorRecord> Elementwise(bool inPlace) =>
    [
        Binary(Add.Kernel, inPlace).Attributes([0, 0, .. Half, .. Half, .. Half, .. Range]),
        Binary(Sub.Kernel, inPlace).Attributes([0, 0, .. Half, .. Half, .. Half, .. Range]),
        Binary(Mul.Kernel, inPlace).Attributes([0, 0, .. Half, .. Range]),
        Binary(Maximum.Kernel, inPlace).Attributes([0, 0, .. Range]),
        Binary(Minimum.Kernel, inPlace).Attributes([0, 0, .. Range]),
        Binary(SquaredDifference.Kernel, inPlace).Attributes([0, 0, .. Half, .. Half, .. Half, .. Range]),
        Binary(PRelu.Kernel, inPlace).Attributes([0, 0, .. Half, .. Half, .. Range]),
        Unary(Clamp.Kernel, inPlace).Attributes([0, .. Half, .. Range]),
        Unary(LeakyRelu.Kernel, inPlace).Attributes([0, .. Half, .. Half, 0]),
        Unary(Requantize.Kernel, inPlace).Attributes([0, .. Half, 0]),
        Output(X(Logistic.Kernel, 2, 3), inPlace).Attributes([1000, 3]),
        Output(X(Tanh.Kernel, 2, 3), inPlace).Attributes([1000, 3]),
        Output(X(Softmax.Kernel, 2, 3).Constant<short>(ElementType.Int16, [513], Values(513)).Constant<short>(ElementType.Int16, [513], Values(513)), inPlace).Attributes(Half),
    ];

    private static OperatorRecord Unary(Kernel kernel, bool inPlace) => Output(X(kernel, 2, 3), inPlace);

    private static OperatorRecord Binary(Kernel kernel, bool inPlace) => Output(X(kernel, 2, 3).Input<short>(ElementType.Int16, [3], Values(3)), inPlace);

    private static OperatorRecord Output(OperatorRecord record, bool inPlace) =>
        inPlace ? record.OutputOver(0, ElementType.Int16, 2, 3) : record.Output(ElementType.Int16, 2, 3);

    private static OperatorRecord X(Kernel kernel, params int[] shape) => new OperatorRecord(kernel).Input<short>(ElementType.Int16, shape, Values(shape));

    private static OperatorRecord Weights(OperatorRecord record, int[] shape, int channels) =>
        record.Constant<sbyte>(ElementType.Int8, shape, [.. Values(shape).Select(value => (sbyte)value)])
            .Multipliers([1 << 30], [0])
            .Constant<long>(ElementType.Int64, [channels], [.. Enumerable.Range(0, channels).Select(channel => (long)channel << 34)]);

    private static short[] Values(params int[] shape) => [.. Enumerable.Range(0, shape.Aggregate(1, (product, dimension) => product * dimension)).Select(i => (short)(i * 50))];
}
