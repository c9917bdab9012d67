namespace TinyMl.Tasks.Import.Onnx.Classical;

/// <summary>What becomes of the one score s of two classes, by the number that <see cref="Graphs.Operators.BinaryScores"/> has.</summary>
internal static class SingleScore
{
    /// <summary>(1 - s, s).</summary>
    public const int Complement = 0;

    /// <summary>(-s, s).</summary>
    public const int Mirror = 1;

    /// <summary>The logistic of (-s, s).</summary>
    public const int LogisticMirror = 2;

    /// <summary>(s, 0).</summary>
    public const int Alone = 3;
}
