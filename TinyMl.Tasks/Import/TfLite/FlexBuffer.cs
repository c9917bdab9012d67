using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;

namespace TinyMl.Tasks.Import.TfLite;

/// <summary>
/// The options of custom operators: a FlexBuffer whose root is a map of integers. It is read from its end: the width of the root, its
/// type, the root, which is an offset backwards to the map's values; before them stand their number, and the width and the offset of
/// the keys (FlatBuffers internals, "FlexBuffers").
/// </summary>
internal static class FlexBuffer
{
    private const int IntegerType = 1;
    private const int UnsignedType = 2;
    private const int MapType = 9;
    private const int LargestMap = 64;

    /// <summary>The entries in the order of their keys; null where the bytes are anything else.</summary>
    public static (string Name, int Value)[]? ReadIntegers(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Read(bytes);
        }
        catch (Exception exception) when (exception is ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            return null;
        }
    }

    private static (string Name, int Value)[]? Read(ReadOnlySpan<byte> bytes)
    {
        int rootWidth = bytes[^1], rootPosition = bytes.Length - 2 - rootWidth;
        if (bytes[^2] >> 2 != MapType) return null;

        int width = 1 << (bytes[^2] & 3), values = checked(rootPosition - (int)Unsigned(bytes, rootPosition, rootWidth));
        int count = (int)Unsigned(bytes, values - width, width);
        if (count is < 0 or > LargestMap) return null;
        int keyWidth = (int)Unsigned(bytes, values - (2 * width), width);
        int keys = checked(values - (3 * width) - (int)Unsigned(bytes, values - (3 * width), width));
        var entries = new List<(string, int)>();
        for (int i = 0; i < count; i++)
        {
            // The types stand behind the values; the low bits of a number's are its width, which is that of all values.
            int type = bytes[values + (count * width) + i] >> 2;
            if (type is not (IntegerType or UnsignedType)) return null;
            int key = checked(keys + (i * keyWidth) - (int)Unsigned(bytes, keys + (i * keyWidth), keyWidth));
            ReadOnlySpan<byte> name = bytes[key..];
            ulong value = Unsigned(bytes, values + (i * width), width);
            entries.Add((Encoding.UTF8.GetString(name[..name.IndexOf((byte)0)]), checked((int)(type == IntegerType ? Signed(value, width) : (long)value))));
        }

        return [.. entries];
    }

    private static long Signed(ulong value, int width) => (long)(value << (64 - (8 * width))) >> (64 - (8 * width));

    private static ulong Unsigned(ReadOnlySpan<byte> bytes, int position, int width) => width switch
    {
        1 => bytes[position],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes[position..]),
        4 => BinaryPrimitives.ReadUInt32LittleEndian(bytes[position..]),
        8 => BinaryPrimitives.ReadUInt64LittleEndian(bytes[position..]),
        _ => throw new ArgumentException("A number of a FlexBuffer has 1, 2, 4 or 8 bytes.", nameof(width)),
    };
}
