using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
#if NET
using System.Runtime.Intrinsics;
#endif

namespace TinyMl.Arithmetic;

/// <summary>Binary32 numbers to read and write, at an address of any alignment.</summary>
internal readonly ref struct Float32Span(Span<byte> bytes)
{
    private readonly Span<byte> _bytes = bytes;

    public int Length => _bytes.Length / sizeof(float);

    /// <summary>The bytes of the first number, from which <see cref="Length"/> numbers may be read and written.</summary>
    public ref byte Start => ref MemoryMarshal.GetReference(_bytes);

    public float this[int index]
    {
        get => Unsafe.ReadUnaligned<float>(ref Address(index));
        set => Unsafe.WriteUnaligned(ref Address(index), value);
    }

#if NET
    /// <summary>Four numbers from an index on, which must be there.</summary>
    public Vector128<float> Four(int index) => Vector128.LoadUnsafe(ref Start, (nuint)index * sizeof(float)).AsSingle();

    /// <summary>Writes four numbers from an index on, which must be there.</summary>
    public void SetFour(int index, Vector128<float> values) => values.AsByte().StoreUnsafe(ref Start, (nuint)index * sizeof(float));
#endif

    public Float32Span Slice(int start, int length) => new(_bytes.Slice(start * sizeof(float), length * sizeof(float)));

    /// <summary>Sets all numbers to 0.</summary>
    public void Clear() => _bytes.Clear();

    /// <summary>Sets all numbers to a value.</summary>
    public void Fill(float value)
    {
        for (int i = 0; i < Length; i++) this[i] = value;
    }

    private ref byte Address(int index)
    {
        if ((uint)index >= (uint)Length) throw new ArgumentOutOfRangeException(nameof(index));
        return ref Unsafe.Add(ref MemoryMarshal.GetReference(_bytes), (nint)index * sizeof(float));
    }
}
