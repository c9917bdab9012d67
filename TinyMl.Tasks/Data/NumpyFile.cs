using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Hashing;
using System.Text;

namespace TinyMl.Tasks.Data;

/// <summary>Reads one array in NumPy's <c>.npy</c> format, versions 1 to 3 (numpy.lib.format).</summary>
internal static class NumpyFile
{
    /// <summary>The most bytes that an array may take; more is a mistake, or an attack.</summary>
    public const long MaximumBytes = 512L << 20;

    /// <summary>A header of NumPy itself never exceeds this.</summary>
    private const int MaximumHeaderBytes = 1 << 16;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads the array; nothing is allocated that the stream's length does not cover.</summary>
    /// <param name="stream">The file's bytes from its beginning.</param>
    /// <param name="length">The bytes that the stream holds.</param>
    /// <param name="checksum">Where given, takes the stream's bytes.</param>
    /// <exception cref="InvalidDataException">The bytes are no array, or not as many as its header says; the message continues a sentence.</exception>
    public static DataArray Read(Stream stream, long length, NonCryptographicHashAlgorithm? checksum = null)
    {
        byte[] start = Take(stream, 10, checksum);
        if (!start.AsSpan().StartsWith(Magic)) throw new InvalidDataException("it is not in NumPy's format");
        int version = start[6];
        if (version is < 1 or > 3 || start[7] != 0) throw new InvalidDataException($"its format version {start[6]}.{start[7]} is unknown; 1.0, 2.0 and 3.0 are known");

        int headerStart = 10;
        long headerLength = BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(8));
        if (version > 1)
        {
            headerLength |= (long)BinaryPrimitives.ReadUInt16LittleEndian(Take(stream, 2, checksum)) << 16;
            headerStart = 12;
        }

        if (headerLength > Math.Min(MaximumHeaderBytes, length - headerStart)) throw new InvalidDataException("its header is longer than the file or than any that NumPy writes");
        byte[] text = Take(stream, (int)headerLength, checksum);
        NumpyHeader header = NumpyHeader.Parse((version < 3 ? Encoding.Latin1 : Encoding.UTF8).GetString(text));
        long available = length - headerStart - headerLength;
        if (header.DataLength != available) throw new InvalidDataException($"its header promises {header.DataLength} bytes of numbers, the file has {available}");
        if (available > MaximumBytes) throw new InvalidDataException($"it has {available} bytes of numbers, at most {MaximumBytes} are read; keep fewer samples");

        byte[] data = Take(stream, (int)available, checksum);
        if (header.IsBigEndian) ReverseBytes(data, header.Type.Size());
        return new DataArray(header.Type, header.Shape, data, header.FortranOrder);
    }

    private static byte[] Take(Stream stream, int count, NonCryptographicHashAlgorithm? checksum)
    {
        byte[] bytes = new byte[count];
        int read = stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false);
        if (read != count) throw new InvalidDataException("it is cut short");
        checksum?.Append(bytes);
        return bytes;
    }

    private static void ReverseBytes(Span<byte> numbers, int size)
    {
        for (int i = 0; i < numbers.Length; i += size) numbers.Slice(i, size).Reverse();
    }
}
