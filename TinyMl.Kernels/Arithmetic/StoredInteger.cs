using System.Runtime.CompilerServices;

namespace TinyMl.Arithmetic;

/// <summary>The integers that tensors are made of, by their .NET type, so that kernels are compiled for each of them.</summary>
/// <typeparam name="T"><see cref="sbyte"/>, <see cref="byte"/>, <see cref="short"/> or <see cref="int"/>.</typeparam>
internal static class StoredInteger<T>
    where T : unmanaged
{
    /// <summary>The element type of a tensor of these integers.</summary>
    public static ElementType Type =>
        typeof(T) == typeof(sbyte) ? ElementType.Int8
        : typeof(T) == typeof(byte) ? ElementType.UInt8
        : typeof(T) == typeof(short) ? ElementType.Int16
        : ElementType.Int32;

    /// <summary>The least of them.</summary>
    public static int Minimum =>
        typeof(T) == typeof(sbyte) ? sbyte.MinValue
        : typeof(T) == typeof(byte) ? byte.MinValue
        : typeof(T) == typeof(short) ? short.MinValue
        : int.MinValue;

    /// <summary>The greatest of them.</summary>
    public static int Maximum =>
        typeof(T) == typeof(sbyte) ? sbyte.MaxValue
        : typeof(T) == typeof(byte) ? byte.MaxValue
        : typeof(T) == typeof(short) ? short.MaxValue
        : int.MaxValue;

    /// <summary>The value of a stored integer.</summary>
    public static int Widen(T stored)
    {
        if (typeof(T) == typeof(sbyte)) return Unsafe.As<T, sbyte>(ref stored);
        if (typeof(T) == typeof(byte)) return Unsafe.As<T, byte>(ref stored);
        if (typeof(T) == typeof(short)) return Unsafe.As<T, short>(ref stored);
        return Unsafe.As<T, int>(ref stored);
    }

    /// <summary>The stored form of a value from <see cref="Minimum"/> to <see cref="Maximum"/>.</summary>
    public static T Narrow(int value)
    {
        if (typeof(T) == typeof(sbyte))
        {
            sbyte narrow = (sbyte)value;
            return Unsafe.As<sbyte, T>(ref narrow);
        }

        if (typeof(T) == typeof(byte))
        {
            byte narrow = (byte)value;
            return Unsafe.As<byte, T>(ref narrow);
        }

        if (typeof(T) == typeof(short))
        {
            short narrow = (short)value;
            return Unsafe.As<short, T>(ref narrow);
        }

        return Unsafe.As<int, T>(ref value);
    }

    /// <summary>The nearest stored value.</summary>
    public static T Saturate(int value) => Narrow(value < Minimum ? Minimum : value > Maximum ? Maximum : value);
}
