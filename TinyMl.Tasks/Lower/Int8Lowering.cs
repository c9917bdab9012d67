using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Arithmetic;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Lower;

/// <summary>
/// Lowers nodes on int8 to their kernels. Every multiplier is computed from the tensors' scales in the types and in the
/// order in which TensorFlow Lite Micro computes it, since a bit of it is a bit of the outputs.
/// </summary>
internal static class Int8Lowering
{
    public static LoweredOperator Lower(Node node) => node.Operator switch
    {
        Conv2D convolution when Parameters(node.Inputs[1]).ZeroPoint != 0 => ChannelLowering.AsymmetricConvolution(node, convolution),
        Conv2D convolution => ChannelLowering.Convolution(node, OperatorCode.Conv2DInt8, convolution.Window, convolution.Activation),
        DepthwiseConv2D convolution => ChannelLowering.Convolution(node, OperatorCode.DepthwiseConv2DInt8, convolution.Window, convolution.Activation),
        FullyConnected product => ChannelLowering.FullyConnected(node, OperatorCode.FullyConnectedInt8, product.Activation),
        TransposeConv2D convolution => ChannelLowering.Convolution(node, OperatorCode.TransposeConv2DInt8, convolution.Window, convolution.Activation),
        MatMul product => MatrixProduct(node, product),
        AveragePool2D pool => AveragePool(node, OperatorCode.AveragePool2DInt8, pool),
        MaxPool2D pool => MaxPool(node, OperatorCode.MaxPool2DInt8, pool),
        Binary binary => BinaryLowering.Lower(node, binary),
        Lstm lstm => RecurrentLowering.Int8(node, lstm),
        Svdf => RecurrentLowering.Svdf(node),
        _ => Int8FunctionLowering.Lower(node),
    };

    /// <summary>An operator whose inputs are the node's.</summary>
    public static LoweredOperator Lowered(Node node, OperatorCode code, bool inPlace, IEnumerable<int> attributes) =>
        new(node, code, node.Inputs.Select(input => new LoweredInput(input, InPlace: inPlace)), node.Outputs, attributes);

    /// <summary>A multiplier's two attributes.</summary>
    public static IEnumerable<int> Attributes(QuantizedMultiplier multiplier) => [multiplier.Mantissa, multiplier.Shift];

    /// <summary>
    /// The least and greatest stored output under an activation, as CalculateActivationRangeQuantized has it.
    /// </summary>
    public static IEnumerable<int> Bounds(Node node, ActivationRange activation)
    {
        (int least, int greatest) = node.Output.Type == ElementType.Int16 ? (short.MinValue, short.MaxValue) : (sbyte.MinValue, sbyte.MaxValue);
        int maximum = Stored(activation.Maximum);
        return [Math.Min(Stored(activation.Minimum), maximum), maximum];

        int Stored(float bound) => FixedPoint.Quantize(bound, Scale(node.Output), ZeroPoint(node.Output), least, greatest);
    }

    public static float Scale(Tensor tensor) => Parameters(tensor).Scale;

    public static int ZeroPoint(Tensor tensor) => Parameters(tensor).ZeroPoint;

    /// <summary>The parameters of a tensor that must have them.</summary>
    public static QuantizationParameters Parameters(Tensor tensor) =>
        tensor.Quantization ?? throw new InvalidOperationException($"{tensor} is an integer without a scale.");

    public static LoweredOperator AveragePool(Node node, OperatorCode code, AveragePool2D pool) =>
        Lowered(
            node,
            code,
            inPlace: false,
            [pool.CountPadding ? 1 : 0, pool.Height, pool.Width, .. WindowAttributes.Of(pool.Window), ZeroPoint(node.Output), .. Bounds(node, pool.Activation)]);

    private static LoweredOperator MatrixProduct(Node node, MatMul product)
    {
        Tensor left = node.Inputs[0], right = node.Inputs[1];
        IEnumerable<LoweredInput> bias = node.Inputs.Skip(2).Select(LoweredInput.Bias);
        return new LoweredOperator(
            node,
            OperatorCode.MatMulInt8,
            [new LoweredInput(left), new LoweredInput(right), .. bias],
            node.Outputs,
            [
                product.IsRightTransposed ? 1 : 0, ZeroPoint(left), ZeroPoint(right),
                .. Attributes(RealMultiplier.Quantize(ChannelLowering.ProductFactor(left, right, node.Output))),
                ZeroPoint(node.Output), .. Bounds(node, product.Activation),
            ]);
    }

    public static LoweredOperator MaxPool(Node node, OperatorCode code, MaxPool2D pool) =>
        Lowered(node, code, inPlace: false, [pool.Height, pool.Width, .. WindowAttributes.Of(pool.Window), .. Bounds(node, pool.Activation)]);
}
