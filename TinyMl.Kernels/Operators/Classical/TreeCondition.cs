namespace TinyMl.Operators.Classical;

/// <summary>What an inner node of a tree asks of a feature.</summary>
internal enum TreeCondition
{
    /// <summary>At most the threshold.</summary>
    AtMost = 0,

    /// <summary>Below the threshold.</summary>
    Below = 1,

    /// <summary>Equal to the threshold.</summary>
    Equal = 2,

    /// <summary>One of the members from the threshold's place on, up to one that is not a number.</summary>
    Member = 3,
}
