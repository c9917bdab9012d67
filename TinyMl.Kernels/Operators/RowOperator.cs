namespace TinyMl.Operators;

/// <summary>
/// An operator that can compute its output row by row. A row of y [N, OH, OW, O] is all its pixels of one height, [OW, O]; rows of x and
/// y count over all images.
/// </summary>
public abstract class RowOperator : Operator
{
    private protected RowOperator()
    {
    }

    /// <summary>The rows of y.</summary>
    internal abstract int Rows { get; }

    /// <summary>Whether the rows of y are computed from the last one to the first one.</summary>
    internal abstract bool IsUpward { get; }

    /// <summary>The first row of x that is read for a row of y. It never decreases from one row of y to the next.</summary>
    internal abstract int FirstRow(int row);

    /// <summary>The row of x after the last one that is read for a row of y. It never decreases from one row of y to the next.</summary>
    internal abstract int EndRow(int row);

    /// <summary>Computes one row of y, and writes nothing else. As <see cref="Operator.Invoke"/> it allocates nothing and cannot fail.</summary>
    internal abstract void InvokeRow(in ModelMemory memory, int row);

    internal sealed override void Invoke(in ModelMemory memory)
    {
        int rows = Rows;
        if (IsUpward)
        {
            for (int row = rows - 1; row >= 0; row--) InvokeRow(memory, row);
        }
        else
        {
            for (int row = 0; row < rows; row++) InvokeRow(memory, row);
        }
    }
}
