namespace TinyMl.Tasks.Plan;

/// <summary>A set of operators by their numbers, a bit each.</summary>
internal readonly struct OperatorSet
{
    private readonly ulong[] _bits;

    private OperatorSet(ulong[] bits) => _bits = bits;

    /// <summary>No operator of so many.</summary>
    public static OperatorSet Empty(int count) => new(new ulong[(count + 63) / 64]);

    public bool Contains(int step) => (_bits[step >> 6] >> (step & 63) & 1) != 0;

    /// <summary>The set and one operator.</summary>
    public OperatorSet With(int step)
    {
        ulong[] bits = [.. _bits];
        bits[step >> 6] |= 1UL << (step & 63);
        return new OperatorSet(bits);
    }
}
