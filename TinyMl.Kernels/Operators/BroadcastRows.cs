using TinyMl.Format;

namespace TinyMl.Operators;

/// <summary>The operands of a binary operator that broadcasts as NumPy does, row by row in a stream; the output may lie on an input of its size and type.</summary>
internal readonly struct BroadcastRows
{
    /// <summary>Checks that both operands broadcast to the output.</summary>
    public BroadcastRows(in OperatorReader reader, in TensorRecord left, in TensorRecord right, in TensorRecord output)
    {
        Rows = RowBuffer.Rows(reader, output);
        int leftRows = Height(left, Rows), rightRows = Height(right, Rows);
        reader.Require(leftRows == Rows || leftRows == 1, "has operands that do not broadcast to its output");
        reader.Require(rightRows == Rows || rightRows == 1, "has operands that do not broadcast to its output");
        Within = Broadcast.Create(reader, Row(left, leftRows), Row(right, rightRows), Row(output, Rows));
        Left = new RowBuffer(left, leftRows);
        Right = new RowBuffer(right, rightRows);
        Output = new RowBuffer(output, Rows);
    }

    /// <summary>The rows of the output.</summary>
    public int Rows { get; }

    public RowBuffer Left { get; }

    public RowBuffer Right { get; }

    public RowBuffer Output { get; }

    /// <summary>How a row of the output is made from rows of the operands.</summary>
    public Broadcast Within { get; }

    // The height is the third dimension from the end. Where all is one row, the height belongs to the row.
    private static int Height(in TensorRecord operand, int rows) => rows > 1 && operand.Shape.Rank > 2 ? operand.Shape[operand.Shape.Rank - 3] : 1;

    private static Dimensions Row(in TensorRecord operand, int rows) => rows > 1 ? operand.Shape.WithoutAxes(1 << (operand.Shape.Rank - 3)) : operand.Shape;
}
