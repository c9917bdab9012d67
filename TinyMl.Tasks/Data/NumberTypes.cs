using System;
using System.Buffers.Binary;

namespace TinyMl.Tasks.Data;

/// <summary>What the readers need to know of a <see cref="NumberType"/>.</summary>
internal static class NumberTypes
{
    /// <summary>Bytes of one number.</summary>
    public static int Size(this NumberType type) => type switch
    {
        NumberType.Bool or NumberType.Int8 or NumberType.UInt8 => 1,
        NumberType.Int16 or NumberType.UInt16 or NumberType.Float16 => 2,
        NumberType.Int32 or NumberType.UInt32 or NumberType.Float32 => 4,
        _ => 8,
    };

    /// <summary>Whether numbers of the type are whole, as classes are.</summary>
    public static bool IsInteger(this NumberType type) => type < NumberType.Float16;

    /// <summary>Whether a tensor's elements are numbers of this very type.</summary>
    public static bool Is(this NumberType type, ElementType element) => (type, element) switch
    {
        (NumberType.Bool, ElementType.Bool) => true,
        (NumberType.Int8, ElementType.Int8) => true,
        (NumberType.UInt8, ElementType.UInt8) => true,
        (NumberType.Int16, ElementType.Int16) => true,
        (NumberType.Int32, ElementType.Int32) => true,
        (NumberType.Int64, ElementType.Int64) => true,
        (NumberType.Float32, ElementType.Float32) => true,
        _ => false,
    };

    /// <summary>The type of a tensor's elements.</summary>
    public static NumberType Of(ElementType element) => element switch
    {
        ElementType.Bool => NumberType.Bool,
        ElementType.Int8 => NumberType.Int8,
        ElementType.UInt8 => NumberType.UInt8,
        ElementType.Int16 => NumberType.Int16,
        ElementType.Int32 => NumberType.Int32,
        ElementType.Int64 => NumberType.Int64,
        ElementType.Float16 => NumberType.Float16,
        ElementType.Float32 => NumberType.Float32,
        _ => throw new ArgumentOutOfRangeException(nameof(element), element, "Data files hold no numbers of this type."),
    };

    /// <summary>A little-endian number as a real value; infinite where it exceeds binary32.</summary>
    public static float ToSingle(this NumberType type, ReadOnlySpan<byte> number) => type switch
    {
        NumberType.Float16 => (float)BinaryPrimitives.ReadHalfLittleEndian(number),
        NumberType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(number),
        NumberType.Float64 => (float)BinaryPrimitives.ReadDoubleLittleEndian(number),
        NumberType.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(number),
        _ => type.ToInt64(number),
    };

    /// <summary>A little-endian integer; saturated where it exceeds 64 bits with a sign.</summary>
    public static long ToInt64(this NumberType type, ReadOnlySpan<byte> number) => type switch
    {
        NumberType.Bool => number[0] != 0 ? 1 : 0,
        NumberType.Int8 => (sbyte)number[0],
        NumberType.UInt8 => number[0],
        NumberType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(number),
        NumberType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(number),
        NumberType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(number),
        NumberType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(number),
        NumberType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(number),
        NumberType.UInt64 => (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(number), long.MaxValue),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an integer type."),
    };
}
