namespace TinyMl.Operators;

/// <summary>
/// An operator of which a row of y is computed from the same rows of its inputs. In a stream a row is what <see cref="RowOperator"/> says;
/// elsewhere all of y is one row.
/// </summary>
public abstract class ElementwiseOperator : RowOperator
{
    private protected ElementwiseOperator()
    {
    }

    internal sealed override bool IsUpward => false;

    internal sealed override int FirstRow(int row) => row;

    internal sealed override int EndRow(int row) => row + 1;
}
