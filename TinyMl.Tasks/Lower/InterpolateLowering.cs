using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Lower;

/// <summary>Writes the records of the kernels that interpolate, with starts and weights as constants.</summary>
internal static class InterpolateLowering
{
    // One bit more than TensorFlow Lite's weights have, so that these stay what they are.
    private const int Bits = 11;

    public static LoweredOperator Float32(Node node, Interpolate interpolate) => new(
        node,
        OperatorCode.InterpolateFloat32,
        Inputs(node, interpolate, (axis, shape) => Tensor.Constant($"{node.Name}.weights{axis.Axis}", shape, axis.Weights.AsSpan())),
        node.Outputs,
        interpolate.Axes.Select(axis => axis.Axis));

    public static LoweredOperator Int8(Node node, Interpolate interpolate) => new(
        node,
        OperatorCode.InterpolateInt8,
        Inputs(node, interpolate, (axis, shape) => Tensor.Constant<short>($"{node.Name}.weights{axis.Axis}", ElementType.Int16, shape, Integers(axis))),
        node.Outputs,
        [.. interpolate.Axes.Select(axis => axis.Axis), Bits * interpolate.Axes.Length]);

    private static IEnumerable<LoweredInput> Inputs(Node node, Interpolate interpolate, Func<AxisWeights, Shape, Tensor> weights)
    {
        yield return new LoweredInput(node.Input);
        foreach (AxisWeights axis in interpolate.Axes)
        {
            yield return new LoweredInput(IndexConstant.Of($"{node.Name}.starts{axis.Axis}", axis.Starts.AsSpan()));
            yield return new LoweredInput(weights(axis, new Shape(axis.Length, axis.Taps)));
        }
    }

    // The weights of each element as integers whose sum is the nearest to that of the weights: those that lose most by being
    // rounded down are rounded up.
    private static short[] Integers(AxisWeights axis) => [.. axis.Weights.Chunk(axis.Taps).SelectMany(weights =>
    {
        double[] scaled = [.. weights.Select(weight => (double)weight * (1 << Bits))];
        short[] integers = [.. scaled.Select(weight => (short)Math.Floor(weight))];
        int missing = (int)Math.Round(scaled.Sum()) - integers.Sum(weight => weight);
        foreach (int i in Enumerable.Range(0, integers.Length).OrderByDescending(i => scaled[i] - integers[i]).Take(missing)) integers[i]++;
        return integers;
    })];
}
