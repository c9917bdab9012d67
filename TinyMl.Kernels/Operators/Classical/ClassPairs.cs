namespace TinyMl.Operators.Classical;

/// <summary>The pairs of two classes: (0, 1), (0, 2), ..., (1, 2), ...</summary>
internal static class ClassPairs
{
    /// <summary>More than that have more pairs than a tensor of scores may hold for a device.</summary>
    public const int MostClasses = 4096;

    /// <summary>How many pairs there are.</summary>
    public static int Count(int classes) => classes * (classes - 1) / 2;

    /// <summary>The place of a pair; the first class is the smaller one.</summary>
    public static int Place(int first, int second, int classes) => (first * ((2 * classes) - first - 1) / 2) + second - first - 1;
}
