using System;
using System.Runtime.InteropServices;

namespace TinyMl.Operators.Int8;

/// <summary>int32 constants where the packed file has them: at any alignment.</summary>
internal readonly ref struct Int32Constants(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>How many there are.</summary>
    public int Length => _bytes.Length / sizeof(int);

    public int this[int index] => MemoryMarshal.Read<int>(_bytes.Slice(index * sizeof(int)));
}
