namespace TinyMl.Operators;

/// <summary>A convolution or pooling, whose rows are read through a moving window.</summary>
public abstract class WindowOperator : RowOperator
{
    private protected WindowOperator()
    {
    }

    internal sealed override int Rows => Window.OutputRows;

    internal sealed override bool IsUpward => Window.IsUpward;

    private protected abstract WindowGeometry Window { get; }

    internal sealed override int FirstRow(int row) => Window.FirstRow(row);

    internal sealed override int EndRow(int row) => Window.EndRow(row);
}
