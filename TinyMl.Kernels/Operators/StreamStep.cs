namespace TinyMl.Operators;

/// <summary>An operator of a stream.</summary>
internal struct StreamStep(int first, int second, bool isWhole)
{
    private readonly byte _first = (byte)first;
    private readonly byte _second = (byte)second;

    public RowOperator Operator = null!;

    /// <summary>How many rows of it are computed.</summary>
    public int RowsDone;

    /// <summary>The number of the operator that computes the rows which are asked for first; its own where there is none.</summary>
    public readonly int First => _first;

    /// <summary>The number of the operator that computes the rows which are asked for then; its own where there is none.</summary>
    public readonly int Second => _second;

    /// <summary>Whether all of its rows are computed, and not only those that others read.</summary>
    public bool IsWhole { get; } = isWhole;
}
