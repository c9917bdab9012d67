using System;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using static TinyMl.Tasks.Tests.Graphs.ReferenceEvaluation;

namespace TinyMl.Tasks.Tests.Graphs;

/// <summary>The elements that moves and resizing give, each from its definition.</summary>
internal static class ReferenceMoves
{
    /// <summary>The element of a node's output at a position, for the real values of its inputs.</summary>
    public static double Element(Node node, double[][] x, int[] at)
    {
        Shape input = node.Input.Shape;
        return node.Operator switch
        {
            Slice slice => x[0][Index(input, [.. at.Select((p, axis) => slice.Starts[axis] + (p * slice.Steps[axis]))])],
            Expand => x[0][Index(input, [.. at.Select((p, axis) => input[axis] == 1 ? 0 : p)])],
            Select select => x[0][Index(input, [.. at.Select((p, axis) => select.Indices[axis].IsEmpty ? p : select.Indices[axis][p])])],
            Interpolate interpolate => Sum(input, x[0], interpolate, at),
            Gather gather => x[0][Index(input, Gathered(node, gather, x[1], at))],
            GatherElements gather => x[0][Index(input, [.. at.Select((p, axis) => axis == gather.Axis ? Within(x[1][Index(node.Inputs[1].Shape, at)], input[axis]) : p)])],
            GatherND gather => x[0][Index(input, Gathered(node, gather, x[1], at))],
            SpaceToBatch space => Spread(input, x[0], space, at),
            BatchToSpace space => Joined(node, x[0], space, at),
            _ => throw new NotSupportedException($"{node} does not move elements."),
        };
    }

    private static double Sum(Shape input, double[] x, Interpolate interpolate, int[] at)
    {
        if (interpolate.Axes.IsEmpty) return x[Index(input, at)];
        AxisWeights axis = interpolate.Axes[0];
        var rest = new Interpolate(interpolate.Axes.RemoveAt(0));
        return Enumerable.Range(0, axis.Taps).Sum(tap =>
        {
            int[] source = [.. at];
            source[axis.Axis] = axis.Starts[at[axis.Axis]] + tap;
            return axis.Weights[(at[axis.Axis] * axis.Taps) + tap] * Sum(input, x, rest, source);
        });
    }

    private static int[] Gathered(Node node, Gather gather, double[] indices, int[] at)
    {
        int places = node.Inputs[1].Shape.Rank - gather.BatchDimensions;
        double index = indices[Index(node.Inputs[1].Shape, [.. at.Take(gather.BatchDimensions), .. at.Skip(gather.Axis).Take(places)])];
        return [.. at.Take(gather.Axis), Within(index, node.Input.Shape[gather.Axis]), .. at.Skip(gather.Axis + places)];
    }

    private static int[] Gathered(Node node, GatherND gather, double[] indices, int[] at)
    {
        Shape shape = node.Inputs[1].Shape;
        int[] tuple = [.. at.Take(shape.Rank - 1)];
        return
        [
            .. at.Take(gather.BatchDimensions),
            .. Enumerable.Range(0, shape[-1]).Select(i => Within(indices[Index(shape, [.. tuple, i])], node.Input.Shape[gather.BatchDimensions + i])),
            .. at.Skip(tuple.Length),
        ];
    }

    private static double Spread(Shape input, double[] x, SpaceToBatch space, int[] at)
    {
        int row = (at[1] * space.Height) + (at[0] / input[0] / space.Width) - space.Top, column = (at[2] * space.Width) + (at[0] / input[0] % space.Width) - space.Left;
        return row >= 0 && row < input[1] && column >= 0 && column < input[2] ? x[Index(input, at[0] % input[0], row, column, at[3])] : 0;
    }

    private static double Joined(Node node, double[] x, BatchToSpace space, int[] at)
    {
        int row = at[1] + space.Top, column = at[2] + space.Left;
        int batch = (((row % space.Height * space.Width) + (column % space.Width)) * node.Output.Shape[0]) + at[0];
        return x[Index(node.Input.Shape, batch, row / space.Height, column / space.Width, at[3])];
    }

    private static int Within(double index, int count) => (int)Math.Clamp(index < 0 ? index + count : index, 0, count - 1);
}
