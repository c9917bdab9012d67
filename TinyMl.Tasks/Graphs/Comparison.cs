namespace TinyMl.Tasks.Graphs;

/// <summary>A relation between two numbers. The values are those of the packed format.</summary>
internal enum Comparison
{
    /// <summary>Left equals right.</summary>
    Equal = 0,

    /// <summary>Left is greater than right.</summary>
    Greater = 1,

    /// <summary>Left is greater than right, or equals it.</summary>
    GreaterOrEqual = 2,
}
