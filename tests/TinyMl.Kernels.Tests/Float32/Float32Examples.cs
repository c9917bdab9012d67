using System.Collections.Generic;
using System.Linq;
using TinyMl.Operators;
using TinyMl.Operators.Float32;

namespace TinyMl.Kernels.Tests.Float32;

/// <summary>A small valid record of every float32 kernel.</summary>
internal static class Float32Examples
{
    // Strides and dilations 1, no padding.
    private static readonly int[] UnitWindow = [1, 1, 1, 1, 0, 0, 0, 0];

    public static IEnumerable<OperatorRecord> All =>
    [
        Weights(X(Conv2D.Kernel, 1, 2, 2, 3), [4, 1, 2, 3], 4).Output(ElementType.Float32, 1, 2, 1, 4).Attributes(UnitWindow),
        Weights(X(DepthwiseConv2D.Kernel, 1, 2, 2, 2), [1, 1, 2, 4], 4).Output(ElementType.Float32, 1, 2, 1, 4).Attributes(UnitWindow),
        Weights(X(FullyConnected.Kernel, 2, 3), [4, 3], 4).Output(ElementType.Float32, 2, 4),
        Weights(X(TransposeConv2D.Kernel, 1, 2, 2, 4), [6, 2, 3, 2], 6).Output(ElementType.Float32, 1, 4, 3, 6).Attributes([2, 1, 1, 1, 0, 0, 0, 1]),
        X(MatMul.Kernel, 2, 1, 2, 3).Input([3, 3, 4], Values(3, 3, 4)).Output(ElementType.Float32, 2, 3, 2, 4).Attributes(0),
        X(AveragePool2D.Kernel, 1, 2, 2, 3).Output(ElementType.Float32, 1, 1, 1, 3).Attributes([0, 2, 2, .. UnitWindow]),
        X(MaxPool2D.Kernel, 1, 2, 2, 3).Output(ElementType.Float32, 1, 1, 1, 3).Attributes([2, 2, .. UnitWindow]),
        Binary(Add.Kernel),
        Binary(Sub.Kernel),
        Binary(Mul.Kernel),
        Binary(Div.Kernel),
        Binary(Maximum.Kernel),
        Binary(Minimum.Kernel),
        Binary(SquaredDifference.Kernel),
        Binary(Pow.Kernel),
        Binary(PRelu.Kernel),
        Binary(Mod.Kernel),
        Binary(FloorMod.Kernel),
        Unary(Clamp.Kernel).Attributes(0f, 6f),
        Unary(Logistic.Kernel),
        Unary(Tanh.Kernel),
        Unary(LeakyRelu.Kernel).Attributes(0.1f),
        Unary(HardSwish.Kernel),
        Unary(AlgebraicFunction.Kernel).Attributes(10, 0x3E4CCCCD, 0x3F000000),
        Unary(ExponentialFunction.Kernel).Attributes(1, 0, 0),
        Unary(TrigonometricFunction.Kernel).Attributes(1),
        Unary(ErrorFunction.Kernel).Attributes(1),
        Unary(Softmax.Kernel).Attributes(1f),
        X(Interpolate.Kernel, 1, 3, 2).Constant<short>(ElementType.Int16, [4], [0, 0, 1, 1]).Constant([4, 2], Values(8)).Constant<byte>(ElementType.UInt8, [3], [0, 1, 1]).Constant([3, 1], Values(3))
            .Output(ElementType.Float32, 1, 4, 3).Attributes([1, 2]),
        Gates(Lstm.Kernel, 4).Input([1, 2], Values(2)).Input([1, 2], Values(2)).Constant([6], Values(6)).Output(ElementType.Float32, 1, 2).Output(ElementType.Float32, 1, 4, 2).Attributes(12).Attributes(1f, float.PositiveInfinity),
        Gates(Gru.Kernel, 3).Input([1, 2], Values(2)).Output(ElementType.Float32, 1, 4, 2).Output(ElementType.Float32, 2).Attributes(2).Attributes(1f),
        Gates(Rnn.Kernel, 1).Output(ElementType.Float32, 1, 4, 2).Attributes(0).Attributes(1f),
        Filters(Svdf.Kernel, 2, 3).Output(ElementType.Float32, 2, 12).Output(ElementType.Float32, 2, 2),
        X(Mean.Kernel, 2, 3).Output(ElementType.Float32, 2).Attributes(2),
        X(RowAverage.Kernel, 1, 2, 2, 3).Output(ElementType.Float32, 1, 1, 1, 3).Output(ElementType.Float32, 3),
        X(RowMean.Kernel, 1, 2, 2, 3).Output(ElementType.Float32, 3).Output(ElementType.Float32, 3),
        X(ReduceSum.Kernel, 2, 3).Output(ElementType.Float32, 3).Attributes(1),
        X(ReduceMax.Kernel, 2, 3, 2, 2).Output(ElementType.Float32, 3, 2).Attributes(5),
        X(ReduceMin.Kernel, 2, 3).Output(ElementType.Float32).Attributes(3),
        X(ReduceProd.Kernel, 2, 3).Output(ElementType.Float32, 2, 1).Attributes(2),
        X(ArgMinMax.Kernel, 2, 3).Output(ElementType.Int64, 2).Attributes(1, 1, 0),
        Unary(L2Normalization.Kernel).Attributes(1e-6f),
        X(LayerNormalization.Kernel, 2, 3).Input([3], Values(3)).Constant([1, 3], Values(3)).Output(ElementType.Float32, 2, 3).Attributes(1e-5f),
        Unary(LogSoftmax.Kernel),
    ];

    private static OperatorRecord Unary(Kernel kernel) => X(kernel, 2, 3).Output(ElementType.Float32, 2, 3);

    private static OperatorRecord Binary(Kernel kernel) => X(kernel, 2, 3).Input([3], Values(3)).Output(ElementType.Float32, 2, 3);

    // Four filters of rank 2 over three steps.
    private static OperatorRecord Filters(Kernel kernel, int batches, int inputs) =>
        X(kernel, batches, inputs).Constant([4, inputs], Values(4, inputs)).Constant([4, 3], Values(4, 3)).Input([batches, 12], Values(batches, 12)).Constant([2], Values(2));

    // Four steps of three inputs, two units.
    private static OperatorRecord Gates(Kernel kernel, int gates) =>
        X(kernel, 1, 4, 3).Constant([gates * 2, 3], Values(gates * 2, 3)).Constant([gates * 2, 2], Values(gates * 2, 2)).Constant([gates * 2], Values(gates * 2));

    private static OperatorRecord X(Kernel kernel, params int[] shape) => new OperatorRecord(kernel).Input(shape, Values(shape));

    private static OperatorRecord Weights(OperatorRecord record, int[] shape, int channels) => record.Constant(shape, Values(shape)).Constant([channels], Values(channels));

    private static float[] Values(params int[] shape) => [.. Enumerable.Range(0, shape.Aggregate(1, (product, dimension) => product * dimension)).Select(i => (float)i)];
}
