using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
#if NET
using System.Runtime.Intrinsics;
#endif

namespace TinyMl.Arithmetic;

/// <summary>Real numbers to read, at an address of any alignment.</summary>
/// <typeparam name="TFormat">How they are stored.</typeparam>
internal readonly ref struct RealSpan<TFormat>(ReadOnlySpan<byte> bytes)
    where TFormat : struct, IRealFormat
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Length => _bytes.Length / default(TFormat).Size;

    /// <summary>The bytes of the first number, from which <see cref="Length"/> numbers may be read.</summary>
    public ref readonly byte Start => ref MemoryMarshal.GetReference(_bytes);

    public float this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Length) throw new ArgumentOutOfRangeException(nameof(index));
            return default(TFormat).Read(in Unsafe.Add(ref MemoryMarshal.GetReference(_bytes), (nint)index * default(TFormat).Size));
        }
    }

#if NET
    /// <summary>Four numbers from an index on, which must be there.</summary>
    public Vector128<float> Four(int index) => default(TFormat).ReadFour(in Unsafe.Add(ref MemoryMarshal.GetReference(_bytes), (nint)index * default(TFormat).Size));
#endif

    public RealSpan<TFormat> Slice(int start, int length) => new(_bytes.Slice(start * default(TFormat).Size, length * default(TFormat).Size));
}
