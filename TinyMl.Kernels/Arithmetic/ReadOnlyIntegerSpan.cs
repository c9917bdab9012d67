using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TinyMl.Arithmetic;

/// <summary>Integers to read, at an address of any alignment.</summary>
/// <typeparam name="T">Their type.</typeparam>
internal readonly ref struct ReadOnlyIntegerSpan<T>(ReadOnlySpan<byte> bytes)
    where T : unmanaged
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>How many there are.</summary>
    public int Length => _bytes.Length / Unsafe.SizeOf<T>();

    /// <summary>The bytes that they are made of.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The integer at an index.</summary>
    public T this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Length) throw new ArgumentOutOfRangeException(nameof(index));
            return Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref MemoryMarshal.GetReference(_bytes), (nint)index * Unsafe.SizeOf<T>()));
        }
    }

    /// <summary>A part of them.</summary>
    public ReadOnlyIntegerSpan<T> Slice(int start, int length) => new(_bytes.Slice(start * Unsafe.SizeOf<T>(), length * Unsafe.SizeOf<T>()));
}
