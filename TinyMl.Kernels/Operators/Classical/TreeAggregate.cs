namespace TinyMl.Operators.Classical;

/// <summary>
/// What an ensemble makes of its trees' leaves. A target that no leaf of a sample has something to say about is 0 whatever its base value, as in
/// ONNX Runtime, but for votes.
/// </summary>
internal enum TreeAggregate
{
    /// <summary>Their sum, plus the base value.</summary>
    Sum = 0,

    /// <summary>Their sum divided by the number of trees, plus the base value.</summary>
    Average = 1,

    /// <summary>The least of them, plus the base value.</summary>
    Minimum = 2,

    /// <summary>The greatest of them, plus the base value.</summary>
    Maximum = 3,

    /// <summary>Their sum, -0, which no sum from 0 on gives, where no leaf had anything to say; plus the base value, where there are any.</summary>
    Votes = 4,
}
