using System.Collections.Generic;
using System.Linq;
using TinyMl.Arithmetic;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using static TinyMl.Tasks.Lower.Int8Lowering;

namespace TinyMl.Tasks.Lower;

/// <summary>
/// Lowers the integer operators with weights, whose multipliers and shifts are constants: one for each output channel, or one
/// for all.
/// </summary>
internal static class ChannelLowering
{
    /// <summary>A convolution, dense, grouped, depthwise or transposed; factors in double as in PopulateConvolutionQuantizationParams.</summary>
    public static LoweredOperator Convolution(Node node, OperatorCode code, Window window, ActivationRange activation) =>
        new(node, code, Inputs(node, Factors(node)), node.Outputs, [.. WindowAttributes.Of(window), .. Attributes(node, activation)]);

    /// <summary>A convolution with weights that have a zero point, one for all.</summary>
    public static LoweredOperator AsymmetricConvolution(Node node, Conv2D convolution) => new(
        node,
        OperatorCode.AsymmetricConv2DInt8,
        Inputs(node, Factors(node)),
        node.Outputs,
        [.. WindowAttributes.Of(convolution.Window), .. Attributes(node, convolution.Activation), ZeroPoint(node.Inputs[1])]);

    /// <summary>An inner product.</summary>
    public static LoweredOperator FullyConnected(Node node, OperatorCode code, ActivationRange activation)
    {
        Tensor weights = node.Inputs[1];
        IEnumerable<double> factors = Parameters(weights).IsPerTensor
            ? [ProductFactor(node.Input, weights, node.Output)]
            : Factors(node);
        return new LoweredOperator(node, code, Inputs(node, factors), node.Outputs, Attributes(node, activation));
    }

    /// <summary>The factor of a product of tensors of one scale each, which are multiplied in float as in GetQuantizedConvolutionMultipler.</summary>
    public static double ProductFactor(Tensor left, Tensor right, Tensor output) => (double)(float)(Scale(left) * Scale(right)) / Scale(output);

    private static IEnumerable<double> Factors(Node node) =>
        Parameters(node.Inputs[1]).Scales.Select(scale => (double)Scale(node.Input) * scale / Scale(node.Output));

    private static IEnumerable<int> Attributes(Node node, ActivationRange activation) =>
        [ZeroPoint(node.Input), ZeroPoint(node.Output), .. Bounds(node, activation)];

    private static IEnumerable<LoweredInput> Inputs(Node node, IEnumerable<double> factors)
    {
        // Sums of 64 bits, which int16 operators have unless their bias has 32, are not shifted as far to the left.
        bool isWide = node.Output.Type == ElementType.Int16 && (node.Inputs.Length < 3 || node.Inputs[2].Type == ElementType.Int64);
        int maximumShift = isWide ? QuantizedMultiplier.MaximumWideShift : QuantizedMultiplier.MaximumShift;
        QuantizedMultiplier[] multipliers = [.. factors.Select(factor => RealMultiplier.Quantize(factor, maximumShift))];
        if (multipliers.Distinct().Count() == 1) multipliers = multipliers[..1];
        int[] mantissas = [.. multipliers.Select(multiplier => multiplier.Mantissa)];
        sbyte[] shifts = [.. multipliers.Select(multiplier => (sbyte)multiplier.Shift)];
        var shape = new Shape(multipliers.Length);

        yield return new LoweredInput(node.Input);
        yield return new LoweredInput(node.Inputs[1], ConstantRole.Weights);
        yield return new LoweredInput(Tensor.Constant<int>($"{node.Name}.multipliers", ElementType.Int32, shape, mantissas), ConstantRole.Quantization);
        yield return new LoweredInput(Tensor.Constant<sbyte>($"{node.Name}.shifts", ElementType.Int8, shape, shifts), ConstantRole.Quantization);
        if (node.Inputs.Length > 2) yield return new LoweredInput(node.Inputs[2], ConstantRole.Biases);
    }
}
