using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Tests.Graphs;

/// <summary>Computes float graphs in double precision from the definitions of the operators: slow, plain and independent of the kernels.</summary>
internal static class ReferenceEvaluation
{
    /// <summary>The outputs of a graph for seeded inputs in [-2, 2).</summary>
    /// <param name="largest">The largest magnitude of any activation: what rounding is relative to where terms cancel.</param>
    public static double[][] Evaluate(Graph graph, int seed, out double largest)
    {
        var random = new Random(seed);
        var values = new Dictionary<Tensor, double[]>();
        foreach (Tensor input in graph.Inputs) values.Add(input, [.. Enumerable.Range(0, (int)input.Shape.ElementCount).Select(_ => (4 * random.NextDouble()) - 2)]);
        foreach (Tensor constant in graph.Nodes.SelectMany(node => node.Inputs).Where(tensor => tensor.IsConstant))
        {
            values[constant] = constant.Type == ElementType.Int32
                ? Array.ConvertAll(constant.Values<int>().ToArray(), value => (double)value)
                : Array.ConvertAll(constant.Values<float>().ToArray(), value => (double)value);
        }

        foreach (Node node in graph.Nodes) values.Add(node.Output, Evaluate(node, [.. node.Inputs.Select(input => values[input])]));
        largest = graph.Nodes.Select(node => values[node.Output].Max(Math.Abs)).DefaultIfEmpty().Max();
        return [.. graph.Outputs.Select(output => values[output])];
    }

    /// <summary>The output of a node for the real values of its inputs.</summary>
    public static double[] Evaluate(Node node, double[][] x) => node.Operator switch
    {
        Reshape or Quantize or Dequantize => x[0],
        Clamp clamp => Activate(x[0], clamp.Range),
        Logistic => [.. x[0].Select(value => 1 / (1 + Math.Exp(-value)))],
        Tanh => [.. x[0].Select(Math.Tanh)],
        LeakyRelu leaky => [.. x[0].Select(value => value >= 0 ? value : leaky.Alpha * value)],
        RealFunction function => [.. x[0].Select(value => ReferenceFunctions.Of(function, value))],
        HardSwish => [.. x[0].Select(value => value * Math.Min(Math.Max(value + 3, 0), 6) / 6)],
        RowWise normalization => ReferenceAxes.Normalize(node, normalization, x),
        Transpose transpose => Each(node.Output.Shape, at => x[0][Index(node.Input.Shape, [.. Enumerable.Range(0, at.Length).Select(axis => at[transpose.Permutation.IndexOf(axis)])])]),
        Concat concat => Join(node, concat.Axis, x),
        Slice or Expand or Select or Interpolate or Gather or GatherElements or GatherND or SpaceToBatch or BatchToSpace =>
            Each(node.Output.Shape, at => ReferenceMoves.Element(node, x, [.. at])),
        Conv2D convolution => Activate(Convolve(node, convolution.Window, x, depthwise: false), convolution.Activation),
        DepthwiseConv2D convolution => Activate(Convolve(node, convolution.Window, x, depthwise: true), convolution.Activation),
        TransposeConv2D convolution => Activate(ConvolveTransposed(node, convolution.Window, x), convolution.Activation),
        MatMul product => Activate(MultiplyMatrices(node, product.IsRightTransposed, x), product.Activation),
        FullyConnected layer => Activate(Multiply(node, x), layer.Activation),
        MaxPool2D pool => Activate(Pool(node, pool.Height, pool.Width, pool.Window, x[0], (taps, _) => taps.Max()), pool.Activation),
        AveragePool2D pool => Activate(Pool(node, pool.Height, pool.Width, pool.Window, x[0], (taps, all) => taps.Sum() / (pool.CountPadding ? all : taps.Count)), pool.Activation),
        Binary binary => Activate(Broadcast(node, x), binary.Activation),
        Pad pad => PadWith(node, pad, x[0]),
        Reduction reduction => ReferenceAxes.Reduce(node, reduction, x[0]),
        ArgMinMax search => ReferenceAxes.Search(node, search, x[0]),
        _ => throw new NotSupportedException($"The reference does not compute {node}."),
    };

    private static double[] Activate(double[] values, ActivationRange range) =>
        [.. values.Select(value => Math.Min(Math.Max(value, range.Minimum), range.Maximum))];

    private static double[] Convolve(Node node, Window window, double[][] x, bool depthwise)
    {
        Shape input = node.Input.Shape, weights = node.Inputs[1].Shape, output = node.Output.Shape;
        return Each(output, at =>
        {
            double sum = x.Length > 2 ? x[2][at[3]] : 0;
            for (int i = 0; i < weights[1]; i++)
            {
                for (int j = 0; j < weights[2]; j++)
                {
                    int row = (at[1] * window.StrideHeight) - window.Top + (i * window.DilationHeight);
                    int column = (at[2] * window.StrideWidth) - window.Left + (j * window.DilationWidth);
                    if (row < 0 || row >= input[1] || column < 0 || column >= input[2]) continue;
                    if (depthwise)
                    {
                        sum += x[0][Index(input, at[0], row, column, at[3] / (output[3] / input[3]))] * x[1][Index(weights, 0, i, j, at[3])];
                        continue;
                    }

                    int group = at[3] / (weights[0] / (input[3] / weights[3]));
                    for (int c = 0; c < weights[3]; c++) sum += x[0][Index(input, at[0], row, column, (group * weights[3]) + c)] * x[1][Index(weights, at[3], i, j, c)];
                }
            }

            return sum;
        });
    }

    // As the definition has it: every element of x spreads over y.
    private static double[] ConvolveTransposed(Node node, Window window, double[][] x)
    {
        Shape input = node.Input.Shape, weights = node.Inputs[1].Shape, output = node.Output.Shape;
        int outputs = weights[0] / (input[3] / weights[3]);
        double[] sums = Each(output, at => x.Length > 2 ? x[2][at[3]] : 0);
        int element = 0;
        _ = Each(input, at =>
        {
            double value = x[0][element++];
            int group = at[3] / weights[3];
            _ = Each(new Shape(outputs, weights[1], weights[2]), tap =>
            {
                int row = (at[1] * window.StrideHeight) + (tap[1] * window.DilationHeight) - window.Top;
                int column = (at[2] * window.StrideWidth) + (tap[2] * window.DilationWidth) - window.Left;
                if (row < 0 || row >= output[1] || column < 0 || column >= output[2]) return 0;
                int channel = (group * outputs) + tap[0];
                return sums[Index(output, at[0], row, column, channel)] += value * x[1][Index(weights, channel, tap[1], tap[2], at[3] % weights[3])];
            });
            return 0;
        });
        return sums;
    }

    private static double[] MultiplyMatrices(Node node, bool isRightTransposed, double[][] x)
    {
        Shape left = node.Inputs[0].Shape, right = node.Inputs[1].Shape;
        return Each(node.Output.Shape, at => Enumerable.Range(0, left[-1]).Sum(k =>
            x[0][BroadcastIndex(left, [.. at[..^1], k])] * x[1][BroadcastIndex(right, isRightTransposed ? [.. at[..^2], at[^1], k] : [.. at[..^2], k, at[^1]])])
            + (x.Length > 2 ? x[2][at[^1]] : 0));
    }

    private static double[] Pool(Node node, int height, int width, Window window, double[] x, Func<List<double>, int, double> reduce)
    {
        Shape input = node.Input.Shape;
        return Each(node.Output.Shape, at =>
        {
            var taps = new List<double>();
            for (int i = 0; i < height; i++)
            {
                for (int j = 0; j < width; j++)
                {
                    int row = (at[1] * window.StrideHeight) - window.Top + (i * window.DilationHeight);
                    int column = (at[2] * window.StrideWidth) - window.Left + (j * window.DilationWidth);
                    if (row >= 0 && row < input[1] && column >= 0 && column < input[2]) taps.Add(x[Index(input, at[0], row, column, at[3])]);
                }
            }

            return reduce(taps, height * width);
        });
    }

    private static double[] Multiply(Node node, double[][] x)
    {
        int length = node.Inputs[1].Shape[1];
        return Each(node.Output.Shape, at =>
            Enumerable.Range(0, length).Sum(i => x[0][(at[0] * length) + i] * x[1][(at[1] * length) + i]) + (x.Length > 2 ? x[2][at[1]] : 0));
    }

    private static double[] Broadcast(Node node, double[][] x) => Each(node.Output.Shape, at =>
    {
        double left = x[0][BroadcastIndex(node.Inputs[0].Shape, at)], right = x[1][BroadcastIndex(node.Inputs[1].Shape, at)];
        return ReferenceFunctions.Of((Binary)node.Operator, left, right);
    });

    private static double[] PadWith(Node node, Pad pad, double[] x) => Each(node.Output.Shape, at =>
    {
        int[] source = [.. at.Select((index, axis) => index - pad.Before[axis])];
        return source.Select((index, axis) => index >= 0 && index < node.Input.Shape[axis]).All(inside => inside) ? x[Index(node.Input.Shape, source)] : pad.Value;
    });

    private static double[] Join(Node node, int axis, double[][] x) => Each(node.Output.Shape, at =>
    {
        int[] source = [.. at];
        int part = 0;
        for (; source[axis] >= node.Inputs[part].Shape[axis]; part++) source[axis] -= node.Inputs[part].Shape[axis];
        return x[part][Index(node.Inputs[part].Shape, source)];
    });

    private static double[] Each(Shape shape, Func<int[], double> compute)
    {
        double[] values = new double[shape.ElementCount];
        int[] at = new int[shape.Rank];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = compute(at);
            for (int axis = shape.Rank - 1; axis >= 0 && ++at[axis] == shape[axis]; axis--) at[axis] = 0;
        }

        return values;
    }

    private static int BroadcastIndex(Shape shape, int[] at) =>
        Index(shape, [.. Enumerable.Range(0, shape.Rank).Select(axis => shape[axis] == 1 ? 0 : at[axis + at.Length - shape.Rank])]);

    public static int Index(Shape shape, params ReadOnlySpan<int> at)
    {
        int index = 0;
        for (int axis = 0; axis < shape.Rank; axis++) index = (index * shape[axis]) + at[axis];
        return index;
    }
}
