using System;
using TinyMl.Format;

namespace TinyMl.Operators;

/// <summary>
/// A tensor whose elements lie between those of another along one or two axes: x [Outer..., rows, Middle..., columns,
/// Inner...] to y. With one axis that is the rows, and what follows is inner.
/// </summary>
internal readonly struct InterpolationGrid
{
    private InterpolationGrid(in InterpolationAxis rows, in InterpolationAxis columns, in TensorRecord x, int first, int last)
    {
        Rows = rows;
        Columns = columns;
        X = x.Buffer;
        Outer = x.Shape.CountBefore(first);
        Middle = first == last ? 1 : x.Shape.CountBefore(last) / x.Shape.CountBefore(first + 1);
        Inner = x.Shape.CountAfter(last);
    }

    public TensorBuffer X { get; }

    public InterpolationAxis Rows { get; }

    /// <summary>The second axis; with no taps where there is none.</summary>
    public InterpolationAxis Columns { get; }

    public int Outer { get; }

    public int Middle { get; }

    public int Inner { get; }

    /// <summary>The output's columns.</summary>
    public int Width => Math.Max(1, Columns.Output);

    /// <summary>Neighbors of an output element along the columns.</summary>
    public int ColumnTaps => Math.Max(1, Columns.Taps);

    /// <summary>The first element of x under a row, a middle position and a column.</summary>
    public int Start(int outer, int row, int middle, int column) =>
        ((((((outer * Rows.Input) + row) * Middle) + middle) * Math.Max(1, Columns.Input)) + column) * Inner;

    /// <summary>
    /// Reads the inputs x, starts and weights of the rows, perhaps starts and weights of the columns; the output y; the
    /// attributes: an axis for each pair of starts and weights, ascending.
    /// </summary>
    public static InterpolationGrid Create(ref OperatorReader reader, ElementType type, ElementType weightType, out TensorBuffer y)
    {
        TensorRecord x = reader.Input(type);
        TensorRecord rowStarts = reader.Input(), rowWeights = reader.Input(weightType);
        bool hasColumns = reader.InputsLeft > 0;
        TensorRecord columnStarts = hasColumns ? reader.Input() : default, columnWeights = hasColumns ? reader.Input(weightType) : default;
        TensorRecord output = reader.Output(type);
        int first = reader.Attribute(0, PackedFormat.MaximumRank - 1);
        int last = hasColumns ? reader.Attribute(first + 1, PackedFormat.MaximumRank - 1) : first;
        int axes = 1 << first | 1 << last;
        reader.Require(last < x.Shape.Rank, "has an axis beyond its input's rank");
        reader.Require(x.Shape.WithoutAxes(axes).Matches(output.Shape.WithoutAxes(axes)), "has an output that does not match its input beside the axes");

        InterpolationAxis rows = InterpolationAxis.Create(reader, rowStarts, rowWeights, x.Shape[first], output.Shape[first]);
        InterpolationAxis columns = hasColumns
            ? InterpolationAxis.Create(reader, columnStarts, columnWeights, x.Shape[last], output.Shape[last])
            : default;
        y = output.Buffer;
        return new InterpolationGrid(rows, columns, x, first, last);
    }
}
