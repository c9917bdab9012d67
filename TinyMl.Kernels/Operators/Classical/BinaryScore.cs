namespace TinyMl.Operators.Classical;

/// <summary>The scores of a sample of two classes: of both of them, or one number from which both follow.</summary>
internal readonly struct BinaryScore
{
    /// <summary>One number.</summary>
    public BinaryScore(float first, float positive)
    {
        First = first;
        Positive = positive;
    }

    /// <summary>A score for each class.</summary>
    public BinaryScore(float first, float second, float positive)
    {
        First = first;
        Second = second;
        Positive = positive;
        IsPair = true;
    }

    /// <summary>The score of the first class, or the one number.</summary>
    public float First { get; }

    /// <summary>The score of the second class, where there is one.</summary>
    public float Second { get; }

    /// <summary>Whether there is a score for each class.</summary>
    public bool IsPair { get; }

    /// <summary>What decides between the classes.</summary>
    public float Positive { get; }
}
