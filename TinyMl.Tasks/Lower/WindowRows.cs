using System;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Lower;

/// <summary>
/// The rows of x [N, H, W, I] that an operator with a window, or one that interpolates, needs for each row of y [N, OH, OW, O], which it
/// computes one after the other (<see cref="RowOperator"/>): while it writes a row, all rows of x for it may still be read.
/// </summary>
internal sealed class WindowRows
{
    private readonly (int First, int End)[] _reads;
    private readonly int _inputBytes;
    private readonly int _outputBytes;

    // Rows lie along an axis; what lies before it are images.
    private WindowRows(Tensor x, Tensor y, int axis, bool canRunUpward, Func<int, (int First, int End)> reads)
    {
        int images = y.Shape.Take(axis).Aggregate(1, (product, dimension) => product * dimension), height = x.Shape[axis], outputHeight = y.Shape[axis];
        _inputBytes = x.ByteLength / (images * height);
        _outputBytes = y.ByteLength / (images * outputHeight);
        CanRunUpward = canRunUpward;
        _reads =
        [
            .. from image in Enumerable.Range(0, images)
               from row in Enumerable.Range(0, outputHeight).Select(reads)
               select row.First < row.End ? (row.First + (image * height), row.End + (image * height)) : (0, 0),
        ];
    }

    /// <summary>Whether the kernel can compute the last row first.</summary>
    public bool CanRunUpward { get; }

    /// <summary>The least distance from the start of y to that of x at which no row of x is written over before its last use; the rows from the first on.</summary>
    public int Below
    {
        get
        {
            int below = 0, needed = int.MaxValue;
            for (int row = _reads.Length - 1; row >= 0; row--)
            {
                if (_reads[row].End > 0) needed = Math.Min(needed, _reads[row].First);
                if (needed < int.MaxValue) below = Math.Max(below, ((row + 1) * _outputBytes) - (needed * _inputBytes));
            }

            return below;
        }
    }

    /// <summary>The least distance from the start of x to that of y at which no row of x is written over before its last use; the rows from the last on.</summary>
    public int Above
    {
        get
        {
            int above = 0, needed = 0;
            for (int row = 0; row < _reads.Length; row++)
            {
                needed = Math.Max(needed, _reads[row].End);
                above = Math.Max(above, (needed * _inputBytes) - (row * _outputBytes));
            }

            return above;
        }
    }

    /// <summary>The rows of an operator, or null where it neither has a window nor interpolates.</summary>
    public static WindowRows? Of(LoweredOperator lowered)
    {
        Tensor x = lowered.Inputs[0].Tensor, y = lowered.Outputs[0];
        ImmutableArray<int> attributes = lowered.Attributes;
        if (WindowAttributes.Start(lowered.Code) is int start)
        {
            int filter = start == 0 ? lowered.Inputs[1].Tensor.Shape[1] : attributes[start - 2];
            WindowAxis axis = Axis(attributes, start, filter, x, y);
            return new WindowRows(x, y, axis: 1, canRunUpward: true, row => Span(new Taps(axis, row)));
        }

        if (lowered.Code is OperatorCode.TransposeConv2DFloat32 or OperatorCode.TransposeConv2DInt8 or OperatorCode.TransposeConv2DInt16)
        {
            WindowAxis axis = Axis(attributes, 0, lowered.Inputs[1].Tensor.Shape[1], y, x);
            return new WindowRows(x, y, axis: 1, canRunUpward: false, row => Span([.. Enumerable.Range(0, axis.Filter).Select(tap => axis.Reader(row, tap)).Where(reader => reader >= 0)]));
        }

        if (lowered.Source.Operator is Interpolate { Axes: [AxisWeights rows, ..] })
        {
            return new WindowRows(x, y, rows.Axis, canRunUpward: false, row => (rows.Starts[row], rows.Starts[row] + rows.Taps));
        }

        return null;
    }

    // The window moves over the rows of one tensor to give the rows of another.
    private static WindowAxis Axis(ImmutableArray<int> attributes, int start, int filter, Tensor from, Tensor to) =>
        new(from.Shape[1], to.Shape[1], filter, attributes[start], attributes[start + 2], attributes[start + 4]);

    private static (int First, int End) Span(Taps taps) => taps.Count > 0 ? (taps.Position(taps.First), taps.Position(taps.End - 1) + 1) : (0, 0);

    private static (int First, int End) Span(int[] rows) => rows.Length > 0 ? (rows.Min(), rows.Max() + 1) : (0, 0);
}
