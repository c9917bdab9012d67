using System;
using System.Buffers.Binary;

namespace TinyMl.Arithmetic;

/// <summary>
/// Integers of 1 to 64 bits each to read, one directly behind the other: element i takes the bits i * n to i * n + n - 1, bit k being
/// bit k mod 8 of byte k / 8.
/// </summary>
internal readonly ref struct PackedIntegerSpan(ReadOnlySpan<byte> bytes, int bits)
{
    private const int WordBits = 64;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly int _bits = bits;

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _bytes.IsEmpty;

    /// <summary>The element at an index, in two's complement.</summary>
    public long this[int index]
    {
        get
        {
            int unused = WordBits - _bits;
            return (long)(Word(index) << unused) >> unused;
        }
    }

    /// <summary>The bits of the element at an index.</summary>
    public ulong Unsigned(int index)
    {
        int unused = WordBits - _bits;
        return Word(index) << unused >> unused;
    }

    // The bits from the element's first one on.
    private ulong Word(int index)
    {
        long bit = (long)index * _bits;
        ReadOnlySpan<byte> rest = _bytes.Slice((int)(bit >> 3));
        int shift = (int)bit & 7;
        ulong word;
        if (rest.Length >= sizeof(ulong))
        {
            word = BinaryPrimitives.ReadUInt64LittleEndian(rest);
        }
        else
        {
            word = 0;
            for (int i = 0; i < rest.Length; i++) word |= (ulong)rest[i] << (8 * i);
        }

        // Of eight bytes, up to seven bits belong to the elements before.
        return shift + _bits > WordBits ? (word >> shift) | ((ulong)rest[sizeof(ulong)] << (WordBits - shift)) : word >> shift;
    }
}
