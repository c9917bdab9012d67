namespace TinyMl;

/// <summary>What the runtime and the compiler need to know of an <see cref="ElementType"/>.</summary>
internal static class ElementTypes
{
    /// <summary>Bytes of one element; 0 for a value that is no type.</summary>
    public static int Size(this ElementType type) => type switch
    {
        ElementType.Int8 or ElementType.UInt8 or ElementType.Bool => 1,
        ElementType.Float16 or ElementType.Int16 => 2,
        ElementType.Float32 or ElementType.Int32 => 4,
        ElementType.Int64 => 8,
        _ => 0,
    };

    /// <summary>Whether <typeparamref name="T"/> is the .NET type of the elements.</summary>
    public static bool IsStoredAs<T>(this ElementType type)
        where T : unmanaged
    {
        return type switch
        {
            ElementType.Float32 => typeof(T) == typeof(float),
            ElementType.Int8 => typeof(T) == typeof(sbyte),
            ElementType.UInt8 => typeof(T) == typeof(byte),
            ElementType.Int16 => typeof(T) == typeof(short),
            ElementType.Int32 => typeof(T) == typeof(int),
            ElementType.Int64 => typeof(T) == typeof(long),
            ElementType.Bool => typeof(T) == typeof(bool),
            _ => false,
        };
    }
}
