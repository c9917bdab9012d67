using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace TinyMl.Tasks.Pack;

/// <summary>Writes the numbers and names of the graph section, as <see cref="TinyMl.Format.PackedReader"/> reads them.</summary>
internal sealed class PackedWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public void Byte(byte value) => _buffer.Write([value]);

    public void Bytes(ReadOnlySpan<byte> bytes) => _buffer.Write(bytes);

    public void UInt16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Next(sizeof(ushort)), value);

    public void UInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Next(sizeof(uint)), value);

    public void Single(float value) => BinaryPrimitives.WriteSingleLittleEndian(Next(sizeof(float)), value);

    /// <summary>Unsigned LEB128: seven bits a byte, lowest first, the top bit set on all but the last.</summary>
    public void VarUInt(uint value)
    {
        for (; value >= 0x80; value >>= 7) Byte((byte)(value | 0x80));
        Byte((byte)value);
    }

    /// <summary>Zigzag: 0, -1, 1, -2, ... as 0, 1, 2, 3, ...</summary>
    public void VarInt(int value) => VarUInt((uint)((value << 1) ^ (value >> 31)));

    /// <summary>The length of the UTF-8 bytes, then the bytes.</summary>
    public void Name(string name)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(name);
        VarUInt((uint)utf8.Length);
        Bytes(utf8);
    }

    private Span<byte> Next(int length)
    {
        Span<byte> span = _buffer.GetSpan(length)[..length];
        _buffer.Advance(length);
        return span;
    }
}
