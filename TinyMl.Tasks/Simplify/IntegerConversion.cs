using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify;

/// <summary>
/// The integer form of one real node, wherever it is within a step of the exactly rounded result: scales may be so far apart that the
/// fixed-point arithmetic of a kernel overflows, or that a scale which an operator prescribes is coarser than the model's.
/// </summary>
internal static class IntegerConversion
{
    // Sums are computed with 20 bits behind those of the larger scale; ten of them are left for rounding.
    private const double LargestSumRatio = 1 << 10;

    // A product has 16 bits and a sign.
    private const double LargestProductFactor = 1 << 14;

    // A value has 9 bits with its sign.
    private const double LargestFactor = 1 << 20;

    /// <summary>The nodes that compute a node's output in integers; null where there are none, or an input is not dequantized.</summary>
    /// <param name="node">A real node.</param>
    /// <param name="output">The integer output.</param>
    /// <param name="stored">The integers that a real tensor is dequantized from, or null.</param>
    public static IEnumerable<Node>? Convert(Node node, Tensor output, Func<Tensor, Tensor?> stored)
    {
        if (node.Operator.IntegerForm == IntegerForm.None) return null;
        if (WeightedLayer.Of(node) is { } layer) return stored(node.Input) is { } x && IntegerLayer.Convert(layer, x, output) is { } converted ? converted : null;
        Tensor?[] inputs = [.. node.Inputs.Select(input => input.Type == ElementType.Float32 ? stored(input) : input)];
        if (inputs.Length == 0 || Array.Exists(inputs, input => input is null)) return null;
        return Convert(node.With(inputs: inputs!, outputs: [output]));
    }

    private static Node[]? Convert(Node node) => node.Operator switch
    {
        AveragePool2D pool => IntegerPool.Convert(node, pool),
        Add or Sub => 2 * node.Inputs.Max(Scale) / Scale(node.Output) <= LargestSumRatio ? [node] : null,
        Mul => Scale(node.Inputs[0]) * Scale(node.Inputs[1]) / Scale(node.Output) <= LargestProductFactor ? [node] : null,
        MatMul => MatMulFits(node) ? [node] : null,
        LeakyRelu leaky => Ratio(node) * Math.Max(1, Math.Abs(leaky.Alpha)) <= LargestFactor ? [node] : null,
        PRelu => Math.Max(Ratio(node), byte.MaxValue * Ratio(node) * Scale(node.Inputs[1])) <= LargestProductFactor ? [node] : null,
        Clamp or Maximum or Minimum or ReduceMax or ReduceMin => node.Inputs.Max(Scale) / Scale(node.Output) <= LargestFactor ? [node] : null,
        Mean or ReduceSum => SumFits(node) ? [node] : null,
        RealFunction => [node],
        { IntegerForm: var form } when form.Prescribed(ElementType.Int8) is { } prescribed => CanRescale(node, prescribed) ? [node] : null,
        { IntegerForm: var form } when form == IntegerForm.InputScale => node.Inputs.All(input => Equals(input.Quantization, node.Output.Quantization)) ? [node] : null,

        // Kernels of which that is not known, and HardSwish, which rounds to 16 bits on the way.
        _ => null,
    };

    private static bool SumFits(Node node)
    {
        double count = node.Input.Shape.ElementCount / (double)node.Output.Shape.ElementCount;
        double factor = node.Operator is Mean ? Ratio(node) / count : Ratio(node);
        return count * byte.MaxValue * Math.Max(1, 2 * factor) < int.MaxValue;
    }

    // Whether no sum of products leaves 32 bits, nor does what the multiplier shifts it to.
    private static bool MatMulFits(Node node)
    {
        double factor = Scale(node.Inputs[0]) * Scale(node.Inputs[1]) / Scale(node.Output);
        return node.Inputs[0].Shape[-1] * (double)(byte.MaxValue * byte.MaxValue) * Math.Max(1, 2 * factor) < int.MaxValue;
    }

    // A result that is rounded to the prescribed scale first is then at most a step off, if that scale is not coarser and its range holds
    // all results.
    private static bool CanRescale(Node node, QuantizationParameters prescribed)
    {
        if (prescribed.Equals(node.Output.Quantization)) return true;
        ActivationRange results = FusedActivation.Bounds(node.Operator);
        return float.IsFinite(results.Minimum) && float.IsFinite(results.Maximum) && Scale(node.Output) >= 0.999 * prescribed.Scale;
    }

    private static double Ratio(Node node) => Scale(node.Input) / Scale(node.Output);

    private static double Scale(Tensor tensor) => tensor.Quantization!.Scale;
}
