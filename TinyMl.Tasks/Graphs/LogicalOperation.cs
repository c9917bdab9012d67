namespace TinyMl.Tasks.Graphs;

/// <summary>An operation on two truth values. The values are those of the packed format.</summary>
internal enum LogicalOperation
{
    /// <summary>Both are true.</summary>
    And = 0,

    /// <summary>One is true, or both are.</summary>
    Or = 1,

    /// <summary>One is true and the other is not.</summary>
    Xor = 2,
}
