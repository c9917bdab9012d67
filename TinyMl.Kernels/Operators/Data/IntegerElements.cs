using System;
using System.Buffers.Binary;

namespace TinyMl.Operators.Data;

/// <summary>Integers of any type, of which Bool counts as one, at an address of any alignment.</summary>
internal static class IntegerElements
{
    /// <summary>Whether a type is one of these.</summary>
    public static bool Are(ElementType type) =>
        type is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16 or ElementType.Int32 or ElementType.Int64 or ElementType.Bool;

    /// <summary>The element at an index; true is 1, whatever its byte.</summary>
    public static long Read(ReadOnlySpan<byte> elements, ElementType type, int index) => type switch
    {
        ElementType.Int8 => (sbyte)elements[index],
        ElementType.UInt8 => elements[index],
        ElementType.Bool => elements[index] != 0 ? 1 : 0,
        ElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(elements.Slice(index * sizeof(short))),
        ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(elements.Slice(index * sizeof(int))),
        _ => BinaryPrimitives.ReadInt64LittleEndian(elements.Slice(index * sizeof(long))),
    };

    /// <summary>Sets the element at an index to the low bits of a value, a Bool to whether there are any.</summary>
    public static void Write(Span<byte> elements, ElementType type, int index, long value)
    {
        switch (type)
        {
            case ElementType.Int8 or ElementType.UInt8:
                elements[index] = (byte)value;
                break;
            case ElementType.Bool:
                elements[index] = (byte)(value != 0 ? 1 : 0);
                break;
            case ElementType.Int16:
                BinaryPrimitives.WriteInt16LittleEndian(elements.Slice(index * sizeof(short)), (short)value);
                break;
            case ElementType.Int32:
                BinaryPrimitives.WriteInt32LittleEndian(elements.Slice(index * sizeof(int)), (int)value);
                break;
            default:
                BinaryPrimitives.WriteInt64LittleEndian(elements.Slice(index * sizeof(long)), value);
                break;
        }
    }
}
