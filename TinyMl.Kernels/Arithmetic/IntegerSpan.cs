using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TinyMl.Arithmetic;

/// <summary>Integers to read and write, at an address of any alignment.</summary>
/// <typeparam name="T">Their type.</typeparam>
internal readonly ref struct IntegerSpan<T>(Span<byte> bytes)
    where T : unmanaged
{
    private readonly Span<byte> _bytes = bytes;

    /// <summary>How many there are.</summary>
    public int Length => _bytes.Length / Unsafe.SizeOf<T>();

    /// <summary>The bytes that they are made of.</summary>
    public Span<byte> Bytes => _bytes;

    /// <summary>The integer at an index.</summary>
    public T this[int index]
    {
        get => Unsafe.ReadUnaligned<T>(ref Address(index));
        set => Unsafe.WriteUnaligned(ref Address(index), value);
    }

    /// <summary>A part of them.</summary>
    public IntegerSpan<T> Slice(int start, int length) => new(_bytes.Slice(start * Unsafe.SizeOf<T>(), length * Unsafe.SizeOf<T>()));

    private ref byte Address(int index)
    {
        if ((uint)index >= (uint)Length) throw new ArgumentOutOfRangeException(nameof(index));
        return ref Unsafe.Add(ref MemoryMarshal.GetReference(_bytes), (nint)index * Unsafe.SizeOf<T>());
    }
}
