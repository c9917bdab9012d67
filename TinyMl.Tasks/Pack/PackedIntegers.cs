using System;
using System.Linq;
using System.Numerics;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Pack;

/// <summary>Integers one directly behind the other, bit by bit, as <see cref="TinyMl.Arithmetic.PackedIntegerSpan"/> reads them.</summary>
internal static class PackedIntegers
{
    /// <summary>The bits of the narrowest integer in two's complement that holds every value; 1 to 64.</summary>
    public static int SignedBits(ReadOnlySpan<long> values)
    {
        ulong used = 0;
        foreach (long value in values) used |= (ulong)(value ^ (value >> 63));
        return 65 - BitOperations.LeadingZeroCount(used);
    }

    /// <summary>The bits of the narrowest integer without a sign that holds every value, none of which is negative; 1 to 63.</summary>
    public static int UnsignedBits(ReadOnlySpan<long> values)
    {
        ulong used = 1;
        foreach (long value in values) used |= (ulong)value;
        return 64 - BitOperations.LeadingZeroCount(used);
    }

    /// <summary>The low bits of every value.</summary>
    public static byte[] Pack(ReadOnlySpan<long> values, int bits)
    {
        byte[] packed = new byte[Length(values.Length, bits)];
        long position = 0;
        foreach (long value in values)
        {
            for (int bit = 0; bit < bits;)
            {
                int offset = (int)(position & 7), taken = Math.Min(8 - offset, bits - bit);
                packed[position >> 3] |= (byte)((value >> bit & ((1 << taken) - 1)) << offset);
                bit += taken;
                position += taken;
            }
        }

        return packed;
    }

    /// <summary>The bytes of so many integers.</summary>
    public static int Length(int count, int bits) => checked((int)((((long)count * bits) + 7) / 8));

    /// <summary>The elements of a constant of signed integers.</summary>
    public static long[] Values(Tensor tensor) => tensor.Type switch
    {
        ElementType.Int8 => [.. tensor.Values<sbyte>().ToArray().Select(value => (long)value)],
        ElementType.Int16 => [.. tensor.Values<short>().ToArray().Select(value => (long)value)],
        ElementType.Int32 => [.. tensor.Values<int>().ToArray().Select(value => (long)value)],
        ElementType.Int64 => tensor.Values<long>().ToArray(),
        _ => throw new InvalidOperationException($"{tensor} has no signed integers."),
    };
}
