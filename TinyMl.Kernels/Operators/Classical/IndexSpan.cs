using System;

namespace TinyMl.Operators.Classical;

/// <summary>Unsigned numbers of one to four bytes each, at an address of any alignment.</summary>
internal readonly ref struct IndexSpan(ReadOnlySpan<byte> bytes, int size)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly int _size = size;

    /// <summary>The number at a place.</summary>
    public uint this[int index]
    {
        get
        {
            if (_size == 1) return _bytes[index];
            ReadOnlySpan<byte> number = _bytes.Slice(index * _size, _size);
            uint value = (uint)(number[0] | (number[1] << 8));
            if (_size > 2) value |= (uint)number[2] << 16;
            if (_size > 3) value |= (uint)number[3] << 24;
            return value;
        }
    }
}
