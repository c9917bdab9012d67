using TinyMl.Format;

namespace TinyMl.Operators;

/// <summary>
/// NumPy's broadcasting of two operands to an output of at most six dimensions: the output as rows of
/// <see cref="RowLength"/> elements, along which each operand moves by its step (0 where one element serves the row).
/// </summary>
internal readonly struct Broadcast
{
    private readonly Dimensions _left;
    private readonly Dimensions _right;
    private readonly Dimensions _output;
    private readonly int _rowAxes;

    private Broadcast(in Dimensions left, in Dimensions right, in Dimensions output)
    {
        _left = left;
        _right = right;
        _output = output;
        LeftStep = 1;
        RightStep = 1;
        RowLength = 1;
        _rowAxes = output.Rank;

        // A row ends where an operand starts to repeat or stops repeating; dimensions of 1 do neither.
        for (; _rowAxes > 0; _rowAxes--)
        {
            int dimension = output[_rowAxes - 1];
            if (dimension == 1) continue;
            int leftStep = Dimension(left, _rowAxes - 1) == 1 ? 0 : 1;
            int rightStep = Dimension(right, _rowAxes - 1) == 1 ? 0 : 1;
            if (RowLength > 1 && (leftStep != LeftStep || rightStep != RightStep)) break;
            LeftStep = leftStep;
            RightStep = rightStep;
            RowLength *= dimension;
        }

        Rows = output.CountBefore(_rowAxes);
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The elements of a row; row r of the output starts at element r * RowLength.</summary>
    public int RowLength { get; }

    /// <summary>1 where the left operand moves along a row, else 0.</summary>
    public int LeftStep { get; }

    /// <summary>1 where the right operand moves along a row, else 0.</summary>
    public int RightStep { get; }

    /// <summary>Checks that both shapes broadcast to exactly the output's, and prepares the walk.</summary>
    public static Broadcast Create(in OperatorReader reader, in Dimensions left, in Dimensions right, in Dimensions output)
    {
        bool fits = left.Rank <= output.Rank && right.Rank <= output.Rank;
        for (int axis = 0; fits && axis < output.Rank; axis++)
        {
            int a = left[axis - output.Rank + left.Rank], b = right[axis - output.Rank + right.Rank];
            fits = (a == b || a == 1 || b == 1) && output[axis] == (a == 1 ? b : a);
        }

        reader.Require(fits, "has operands that do not broadcast to its output");
        return new Broadcast(left, right, output);
    }

    /// <summary>The left operand's element at the start of a row.</summary>
    public int LeftStart(int row) => Start(row, _left);

    /// <summary>The right operand's element at the start of a row.</summary>
    public int RightStart(int row) => Start(row, _right);

    private int Start(int row, in Dimensions operand)
    {
        int start = 0;
        int stride = 1;
        for (int axis = _output.Rank - 1; axis >= 0; axis--)
        {
            int dimension = Dimension(operand, axis);
            if (axis < _rowAxes)
            {
                int position = row % _output[axis];
                row /= _output[axis];
                if (dimension > 1) start += position * stride;
            }

            stride *= dimension;
        }

        return start;
    }

    // Shapes are aligned at their last axis; Dimensions gives 1 outside of the rank.
    private int Dimension(in Dimensions operand, int axis) => operand[axis - _output.Rank + operand.Rank];
}
