using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Arithmetic;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using static TinyMl.Tasks.Lower.Int8Lowering;

namespace TinyMl.Tasks.Lower;

/// <summary>
/// Lowers the integer operators with weights, whose multipliers are constants: one for each output channel, or one for all.
/// </summary>
internal static class ChannelLowering
{
    /// <summary>A convolution, dense, grouped, depthwise or transposed; factors in double as in PopulateConvolutionQuantizationParams.</summary>
    public static LoweredOperator Convolution(Node node, OperatorCode code, Window window, ActivationRange activation) =>
        Lower(node, code, Factors(node), WindowAttributes.Of(window), activation);

    /// <summary>A convolution with weights that have a zero point, one for all.</summary>
    public static LoweredOperator AsymmetricConvolution(Node node, Conv2D convolution) =>
        Lower(node, OperatorCode.AsymmetricConv2DInt8, Factors(node), WindowAttributes.Of(convolution.Window), convolution.Activation, ZeroPoint(node.Inputs[1]));

    /// <summary>An inner product.</summary>
    public static LoweredOperator FullyConnected(Node node, OperatorCode code, ActivationRange activation)
    {
        Tensor weights = node.Inputs[1];
        IEnumerable<double> factors = Parameters(weights).IsPerTensor
            ? [ProductFactor(node.Input, weights, node.Output)]
            : Factors(node);
        return Lower(node, code, factors, [], activation);
    }

    /// <summary>The factor of a product of tensors of one scale each, which are multiplied in float as in GetQuantizedConvolutionMultipler.</summary>
    public static double ProductFactor(Tensor left, Tensor right, Tensor output) => (double)(float)(Scale(left) * Scale(right)) / Scale(output);

    private static IEnumerable<double> Factors(Node node) =>
        Parameters(node.Inputs[1]).Scales.Select(scale => (double)Scale(node.Input) * scale / Scale(node.Output));

    private static LoweredOperator Lower(
        Node node, OperatorCode code, IEnumerable<double> factors, IEnumerable<int> before, ActivationRange activation, params IEnumerable<int> after)
    {
        // Sums of 64 bits, which int16 operators have unless their bias has 32, are not shifted as far to the left.
        bool isInt16 = node.Output.Type == ElementType.Int16;
        bool isWide = isInt16 && (node.Inputs.Length < 3 || node.Inputs[2].Type == ElementType.Int64);
        int maximumShift = isWide ? QuantizedMultiplier.MaximumWideShift : QuantizedMultiplier.MaximumShift;
        var multipliers = new MultiplierTable(factors.Select(factor => RealMultiplier.Quantize(factor, maximumShift)), mayShare: true);
        IEnumerable<LoweredInput> bias = node.Inputs.Skip(2).Where(tensor => tensor.Data.IndexOfAnyExcept((byte)0) >= 0).Select(LoweredInput.Bias);
        return new LoweredOperator(
            node,
            code,
            [new LoweredInput(node.Input), new LoweredInput(node.Inputs[1], Form: code == OperatorCode.AsymmetricConv2DInt8 ? ConstantForm.Stored : ConstantForm.Weights), multipliers.Input(node.Name), .. bias],
            node.Outputs,
            [.. before, isInt16 ? isWide ? 1 : 0 : ZeroPoint(node.Input), multipliers.LeastShift, ZeroPoint(node.Output), .. Bounds(node, activation), .. after]);
    }
}
