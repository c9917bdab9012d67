using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Operators;
using TinyMl.Operators.Int8;

namespace TinyMl.Kernels.Tests.Int8;

/// <summary>A small valid record of every int8 kernel.</summary>
internal static class Int8Examples
{
    // Half of 1: 2^30 * 2^(0 - 31).
    private static readonly int[] Half = [1 << 30, 0];

    // Strides and dilations 1, no padding.
    private static readonly int[] UnitWindow = [1, 1, 1, 1, 0, 0, 0, 0];

    // Zero point 0 and the bounds of int8.
    private static readonly int[] Range = [0, -128, 127];

    public static IEnumerable<OperatorRecord> All =>
    [
        Weights(X(Conv2D.Kernel, 1, 2, 2, 3), [4, 1, 2, 3], 4).Output(ElementType.Int8, 1, 2, 1, 4).Attributes([.. UnitWindow, 0, OperatorRecord.LeastShift, .. Range]),
        Weights(X(AsymmetricConv2D.Kernel, 1, 2, 2, 4), [6, 1, 2, 2], 6).Output(ElementType.Int8, 1, 2, 1, 6).Attributes([.. UnitWindow, 0, OperatorRecord.LeastShift, .. Range, 7]),
        Weights(X(DepthwiseConv2D.Kernel, 1, 2, 2, 2), [1, 1, 2, 4], 4).Output(ElementType.Int8, 1, 2, 1, 4).Attributes([.. UnitWindow, 0, OperatorRecord.LeastShift, .. Range]),
        Weights(X(FullyConnected.Kernel, 2, 3), [4, 3], 4).Output(ElementType.Int8, 2, 4).Attributes([0, OperatorRecord.LeastShift, .. Range]),
        Weights(X(TransposeConv2D.Kernel, 1, 2, 2, 4), [6, 2, 3, 2], 6).Output(ElementType.Int8, 1, 4, 3, 6).Attributes([2, 1, 1, 1, 0, 0, 0, 1, 0, OperatorRecord.LeastShift, .. Range]),
        X(MatMul.Kernel, 2, 1, 2, 3).Input<sbyte>(ElementType.Int8, [3, 4, 3], Values(3, 4, 3)).Constant<int>(ElementType.Int32, [4], [1, 2, 3, 4])
            .Output(ElementType.Int8, 2, 3, 2, 4).Attributes([1, 0, 0, .. Half, .. Range]),
        X(AveragePool2D.Kernel, 1, 2, 2, 3).Output(ElementType.Int8, 1, 1, 1, 3).Attributes([0, 2, 2, .. UnitWindow, .. Range]),
        X(MaxPool2D.Kernel, 1, 2, 2, 3).Output(ElementType.Int8, 1, 1, 1, 3).Attributes([2, 2, .. UnitWindow, -128, 127]),
        .. Elementwise(inPlace: false),
        X(Interpolate.Kernel, 1, 3, 2).Constant<byte>(ElementType.UInt8, [4], [0, 0, 1, 1]).Constant<short>(ElementType.Int16, [4, 2], [4, 0, 3, 1, 2, 2, 0, 4])
            .Constant<int>(ElementType.Int32, [1], [1]).Constant<short>(ElementType.Int16, [1, 1], [4]).Output(ElementType.Int8, 1, 4, 1).Attributes([1, 2, 4]),
        Gates(Lstm.Kernel, 4).Input<sbyte>(ElementType.Int8, [1, 2], [1, 2]).Input<short>(ElementType.Int16, [1, 2], [1, 2])
            .Output(ElementType.Int16, 1, 2).Output(ElementType.Int8, 1, 4, 2).Attributes([4, 0, 0, -11, 100, .. Half, .. Half, OperatorRecord.LeastShift]),
        X(Svdf.Kernel, 2, 3).Constant<sbyte>(ElementType.Int8, [4, 3], Values(4, 3)).Constant<short>(ElementType.Int16, [4, 3], [.. Values(4, 3).Select(value => (short)value)])
            .Input<short>(ElementType.Int16, [2, 12], [.. Values(2, 12).Select(value => (short)value)]).Constant<int>(ElementType.Int32, [2], [1, 2])
            .Output(ElementType.Int16, 2, 12).Output(ElementType.Int8, 2, 2).Attributes([1, 0, .. Half, .. Half, 2]),
        X(Mean.Kernel, 2, 3).Output(ElementType.Int8, 2).Attributes([2, 0, .. Half, 0]),
        X(RowAverage.Kernel, 1, 2, 2, 3).Output(ElementType.Int8, 1, 1, 1, 3).Output(ElementType.Int32, 3).Attributes(Range[1..]),
        X(RowMean.Kernel, 1, 2, 2, 3).Output(ElementType.Int8, 3).Output(ElementType.Int32, 3).Attributes([0, .. Half, 0]),
        X(ReduceSum.Kernel, 2, 3).Output(ElementType.Int8, 3).Attributes([1, 0, .. Half, 0]),
        X(ReduceMax.Kernel, 2, 3, 2, 2).Output(ElementType.Int8, 3, 2).Attributes(5),
        X(ReduceMin.Kernel, 2, 3).Output(ElementType.Int8).Attributes(3),
        X(ArgMinMax.Kernel, 2, 3).Output(ElementType.Int32, 3).Attributes(0, 0, 1),
        new OperatorRecord(Quantize.Kernel).Input([2, 3], [1, 2, 3, 4, 5, 6]).Output(ElementType.Int8, 2, 3).Attributes([BitConverter.SingleToInt32Bits(0.5f), 0]),
        X(Dequantize.Kernel, 2, 3).Output(ElementType.Float32, 2, 3).Attributes([BitConverter.SingleToInt32Bits(0.5f), 0]),
    ];

    /// <summary>The kernels whose output may lie on their first input.</summary>
    public static IEnumerable<OperatorRecord> Elementwise(bool inPlace) =>
    [
        Binary(Add.Kernel, inPlace).Attributes([0, 0, .. Half, .. Half, .. Half, .. Range]),
        Binary(Sub.Kernel, inPlace).Attributes([0, 0, .. Half, .. Half, .. Half, .. Range]),
        Binary(Mul.Kernel, inPlace).Attributes([0, 0, .. Half, .. Range]),
        Binary(Div.Kernel, inPlace).Attributes([0, 0, .. Half, .. Range]),
        Binary(Maximum.Kernel, inPlace).Attributes([0, 0, .. Range]),
        Binary(Minimum.Kernel, inPlace).Attributes([0, 0, .. Range]),
        Binary(SquaredDifference.Kernel, inPlace).Attributes([0, 0, .. Half, .. Half, .. Half, .. Range]),
        Binary(PRelu.Kernel, inPlace).Attributes([0, 0, .. Half, .. Half, .. Range]),
        Output(X(LookupTable.Kernel, 2, 3).Constant<sbyte>(ElementType.Int8, [256], Values(256)), inPlace),
        Unary(Clamp.Kernel, inPlace).Attributes([0, .. Half, .. Range]),
        Unary(Logistic.Kernel, inPlace).Attributes([0, .. Half, 100]),
        Unary(Tanh.Kernel, inPlace).Attributes([0, .. Half, 100]),
        Unary(LeakyRelu.Kernel, inPlace).Attributes([0, .. Half, .. Half, 0]),
        Unary(HardSwish.Kernel, inPlace).Attributes([0, 1 << 14, 0, 1 << 14, 0, 0]),
        Unary(Softmax.Kernel, inPlace).Attributes([1 << 30, 24, -100]),
        Unary(LogSoftmax.Kernel, inPlace).Attributes([1 << 30, 24, -100, 1 << 30, -20]),
        Unary(L2Normalization.Kernel, inPlace).Attributes(0),
        Unary(Requantize.Kernel, inPlace).Attributes([0, .. Half, 0]),
        Output(X(FlipSignBit.Kernel, 2, 3), inPlace, ElementType.UInt8),
    ];

    // Four steps of three inputs, two units.
    private static OperatorRecord Gates(Kernel kernel, int gates) =>
        X(kernel, 1, 4, 3)
            .Constant<sbyte>(ElementType.Int8, [gates * 2, 3], Values(gates * 2, 3))
            .Constant<sbyte>(ElementType.Int8, [gates * 2, 2], Values(gates * 2, 2))
            .Multipliers([.. Enumerable.Repeat(1 << 30, gates * 2)], [.. Enumerable.Repeat(1, gates * 2)])
            .Integers([gates * 2], 9, [.. Enumerable.Range(0, gates * 2)]);

    private static OperatorRecord Unary(Kernel kernel, bool inPlace) => Output(X(kernel, 2, 3), inPlace);

    private static OperatorRecord Binary(Kernel kernel, bool inPlace) => Output(X(kernel, 2, 3).Input<sbyte>(ElementType.Int8, [3], Values(3)), inPlace);

    private static OperatorRecord Output(OperatorRecord record, bool inPlace, ElementType type = ElementType.Int8) =>
        inPlace ? record.OutputOver(0, type, 2, 3) : record.Output(type, 2, 3);

    private static OperatorRecord X(Kernel kernel, params int[] shape) => new OperatorRecord(kernel).Input<sbyte>(ElementType.Int8, shape, Values(shape));

    private static OperatorRecord Weights(OperatorRecord record, int[] shape, int channels) =>
        record.Constant<sbyte>(ElementType.Int8, shape, Values(shape))
            .Multipliers([1 << 30], [0])
            .Constant<int>(ElementType.Int32, [channels], [.. Enumerable.Range(0, channels)]);

    private static sbyte[] Values(params int[] shape) => [.. Enumerable.Range(0, shape.Aggregate(1, (product, dimension) => product * dimension)).Select(i => (sbyte)i)];
}
