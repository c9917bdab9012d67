using System;
#if NET
using System.Numerics;
using System.Runtime.InteropServices;
#endif

namespace TinyMl.Format;

/// <summary>CRC-32C (Castagnoli; RFC 3720 appendix B.4): reflected polynomial 0x82F63B78, initial value and final xor 0xFFFFFFFF.</summary>
internal static class Crc32C
{
    /// <summary>The checksum of a packed file: all its bytes but the four that hold the checksum.</summary>
    public static uint OfFile(ReadOnlySpan<byte> file)
    {
        uint crc = Append(uint.MaxValue, file.Slice(0, PackedFormat.ChecksumOffset));
        return ~Append(crc, file.Slice(PackedFormat.ChecksumOffset + sizeof(uint)));
    }

#if NET
    private static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, MemoryMarshal.Read<ulong>(bytes));
            bytes = bytes.Slice(sizeof(ulong));
        }

        foreach (byte value in bytes) crc = BitOperations.Crc32C(crc, value);
        return crc;
    }
#else
    // The remainders of the sixteen half bytes.
    private static ReadOnlySpan<uint> Remainders =>
    [
        0x00000000, 0x105EC76F, 0x20BD8EDE, 0x30E349B1, 0x417B1DBC, 0x5125DAD3, 0x61C69362, 0x7198540D,
        0x82F63B78, 0x92A8FC17, 0xA24BB5A6, 0xB21572C9, 0xC38D26C4, 0xD3D3E1AB, 0xE330A81A, 0xF36E6F75,
    ];

    private static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<uint> remainders = Remainders;
        foreach (byte value in bytes)
        {
            crc ^= value;
            crc = (crc >> 4) ^ remainders[(int)(crc & 15)];
            crc = (crc >> 4) ^ remainders[(int)(crc & 15)];
        }

        return crc;
    }
#endif
}
