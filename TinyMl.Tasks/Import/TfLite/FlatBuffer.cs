using System;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Google.FlatBuffers;
using TinyMl.Tasks.Diagnostics;

namespace TinyMl.Tasks.Import.TfLite;

/// <summary>
/// A FlatBuffers file in which every offset is checked where it is followed. The library's own <c>Verifier</c> cannot do
/// this: it keeps vtable positions in 16 bits and takes every table beyond 32 KiB for an empty one.
/// </summary>
internal sealed class FlatBuffer(string path, byte[] file)
{
    // Many tables may point to one vector, so that a small file could ask for much memory; writers do this for few, small vectors.
    private const int SharedBytes = 16 << 20;

    private readonly ByteBuffer _bytes = new(file);
    private long _allowance = (2L * file.Length) + SharedBytes;

    /// <summary>The file's path, for diagnostics.</summary>
    public string Path { get; } = path;

    public FlatTable Root => new(this, Follow(0));

    public byte Byte(int position) => _bytes.Get(Checked(position, sizeof(byte)));

    public ushort UInt16(int position) => _bytes.GetUshort(Checked(position, sizeof(ushort)));

    public int Int32(int position) => _bytes.GetInt(Checked(position, sizeof(int)));

    public uint UInt32(int position) => _bytes.GetUint(Checked(position, sizeof(uint)));

    public ulong UInt64(int position) => _bytes.GetUlong(Checked(position, sizeof(ulong)));

    public float Single(int position) => _bytes.GetFloat(Checked(position, sizeof(float)));

    /// <summary>The part of the file from <paramref name="start"/>, not copied.</summary>
    public ReadOnlyMemory<byte> Slice(ulong start, ulong length)
    {
        if (start > (ulong)file.Length || length > (ulong)file.Length - start) throw Outside($"{length} bytes at {start}");
        return file.AsMemory((int)start, (int)length);
    }

    /// <summary>The position that the unsigned offset at a position points to.</summary>
    public int Follow(int position)
    {
        uint offset = UInt32(position);
        if (offset == 0) throw ModelDiagnostics.Damaged(Path, $"the offset at byte {position} is 0");
        return Checked((long)position + offset, sizeof(uint));
    }

    /// <summary>The position of a vector's first element, and the number of elements, all of which are in the file.</summary>
    public (int Start, int Count) Vector(int position, int elementSize)
    {
        uint count = UInt32(position);
        int start = position + sizeof(uint);
        Checked(start, (long)count * elementSize);
        return (start, (int)count);
    }

    /// <summary>The elements of a vector of numbers.</summary>
    public ImmutableArray<T> Numbers<T>(int position)
        where T : unmanaged
    {
        (int start, int count) = Vector(position, Unsafe.SizeOf<T>());
        Charge((long)count * Unsafe.SizeOf<T>());
        return [.. MemoryMarshal.Cast<byte, T>(file.AsSpan(start, count * Unsafe.SizeOf<T>()))];
    }

    public string Text(int position)
    {
        (int start, int length) = Vector(position, sizeof(byte));
        Charge(length);
        return _bytes.GetStringUTF8(start, length);
    }

    /// <summary>Returns a position after checking that the bytes from it on are in the file.</summary>
    public int Checked(long position, long length)
    {
        if (position < 0 || position > file.Length - length) throw Outside($"{length} bytes at {position}");
        return (int)position;
    }

    private void Charge(long bytes)
    {
        _allowance -= bytes;
        if (_allowance < 0) throw ModelDiagnostics.Damaged(Path, "its tables refer to the same bytes again and again");
    }

    private DiagnosticException Outside(FormattableString what) =>
        ModelDiagnostics.Damaged(Path, $"it refers to {FormattableString.Invariant(what)}, but is {file.Length} bytes long");
}
