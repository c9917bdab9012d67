using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace TinyMl.Format;

/// <summary>Reads the graph section of a packed model from front to back; everything that is cut short or out of range throws.</summary>
internal ref struct PackedReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Whether every byte was read.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    public byte Byte()
    {
        byte value = Take(1)[0];
        return value;
    }

    public float Single() => MemoryMarshal.Read<float>(Take(sizeof(float)));

    /// <summary>An unsigned LEB128 number in [0, 2^32).</summary>
    public uint VarUInt()
    {
        ulong value = 0;
        for (int shift = 0; shift < 35; shift += 7)
        {
            byte part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value <= uint.MaxValue ? (uint)value : throw new InvalidDataException("A number of the graph section exceeds 32 bits.");
        }

        throw new InvalidDataException("A number of the graph section does not end.");
    }

    /// <summary>A signed number, zigzag coded.</summary>
    public int VarInt()
    {
        uint value = VarUInt();
        return (int)(value >> 1) ^ -(int)(value & 1);
    }

    /// <summary>An unsigned number in [0, maximum]; none is possible where the maximum is negative.</summary>
    public int VarUInt(int maximum, string what)
    {
        uint value = VarUInt();
        return value <= (long)maximum ? (int)value : throw new InvalidDataException($"{what} is {value}, at most {maximum} is possible.");
    }

    /// <summary>How many records follow; each takes a byte at least, so that a false count cannot exhaust memory.</summary>
    public int Count(string what) => VarUInt(_rest.Length, what);

    /// <summary>The UTF-8 bytes of a name.</summary>
    public string Name()
    {
        ReadOnlySpan<byte> utf8 = Take(VarUInt(_rest.Length, "A name's length"));
#if NET
        return Encoding.UTF8.GetString(utf8);
#else
        return Encoding.UTF8.GetString(utf8.ToArray());
#endif
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (_rest.Length < length) throw new InvalidDataException("The graph section is cut short.");
        ReadOnlySpan<byte> taken = _rest.Slice(0, length);
        _rest = _rest.Slice(length);
        return taken;
    }
}
