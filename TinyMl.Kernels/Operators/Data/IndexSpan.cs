using System;

namespace TinyMl.Operators.Data;

/// <summary>Indices to read, at an address of any alignment.</summary>
internal readonly ref struct IndexSpan(ReadOnlySpan<byte> bytes, ElementType type)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly ElementType _type = type;

    public int Length => _bytes.Length / _type.Size();

    public long this[int index] => IntegerElements.Read(_bytes, _type, index);

    /// <summary>
    /// The index at a place, as a place among <paramref name="count"/> elements: negative ones count from the end, and what
    /// lies beyond either end is the element there.
    /// </summary>
    public int Within(int index, int count)
    {
        long position = this[index];
        if (position < 0) position += count;
        return (int)Math.Min(Math.Max(position, 0), count - 1);
    }
}
