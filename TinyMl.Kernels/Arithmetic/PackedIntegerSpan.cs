using System;
using System.Runtime.CompilerServices;
using System.Buffers.Binary;
#if NET
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
#endif

namespace TinyMl.Arithmetic;

/// <summary>
/// Integers of 1 to 64 bits each to read, one directly behind the other: element i takes the bits i * n to i * n + n - 1, bit k being
/// bit k mod 8 of byte k / 8.
/// </summary>
internal readonly ref struct PackedIntegerSpan(ReadOnlySpan<byte> bytes, int bits)
{
    private const int WordBits = 64;
    private const int NibbleBits = 4;

    // Elements that end where a byte ends, whatever their width.
    private const int Group = 8;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly int _bits = bits;

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _bytes.IsEmpty;

    /// <summary>The bytes that so many integers take.</summary>
    public static long Bytes(long count, int bits) => ((count * bits) + 7) / 8;

    /// <summary>How many integers are in so many bytes as a whole.</summary>
    public static int Count(int bytes, int bits) => (int)Math.Min(8L * bytes / bits, int.MaxValue);

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

    /// <summary>The elements, of at most 8 bits in two's complement, from an index on.</summary>
    public void CopyTo(int index, Span<sbyte> elements)
    {
        int i = 0;
        while (i < elements.Length && index % Group != 0) elements[i++] = (sbyte)this[index++];
        if (_bits == NibbleBits)
        {
            int unpacked = UnpackNibbles(_bytes.Slice(index / 2), elements.Slice(i));
            i += unpacked;
            index += unpacked;
        }

        int unused = WordBits - _bits;
        for (; i <= elements.Length - Group; i += Group, index += Group)
        {
            ulong word = Word(index);
            for (int k = 0; k < Group; k++)
            {
                elements[i + k] = (sbyte)((long)(word << unused) >> unused);
                word >>= _bits;
            }
        }

        while (i < elements.Length) elements[i++] = (sbyte)this[index++];
    }

    // As many whole bytes as there are vectors of elements; how many elements that were.
    private static int UnpackNibbles(ReadOnlySpan<byte> nibbles, Span<sbyte> elements)
    {
        int i = 0;
#if NET
        if (!Vector128.IsHardwareAccelerated) return i;
        ref byte first = ref MemoryMarshal.GetReference(nibbles);
        ref byte firstElement = ref MemoryMarshal.GetReference(MemoryMarshal.AsBytes(elements));
        Vector128<byte> sign = Vector128.Create((byte)8);
        for (; i <= elements.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            // A byte becomes two, the low half first; halves are 0 to 15, from which those of 8 on are negative.
            Vector128<ushort> wide = Vector128.WidenLower(Vector64.LoadUnsafe(ref first, (nuint)i / 2).ToVector128Unsafe());
            Vector128<byte> halves = ((wide | (wide << NibbleBits)) & Vector128.Create((ushort)0x0F0F)).AsByte();
            ((halves ^ sign) - sign).StoreUnsafe(ref firstElement, (nuint)i);
        }
#else
        for (; i <= elements.Length - 2; i += 2)
        {
            sbyte both = (sbyte)nibbles[i / 2];
            elements[i] = (sbyte)((sbyte)(both << NibbleBits) >> NibbleBits);
            elements[i + 1] = (sbyte)(both >> NibbleBits);
        }
#endif
        return i;
    }

    // The bits from the element's first one on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
