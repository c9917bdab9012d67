using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace TinyMl.Training.Numpy;

/// <summary>Writes NumPy's <c>.npz</c>: a zip of <c>.npy</c> files (format version 1.0, little-endian, C order).</summary>
internal sealed class NpzFile : IDisposable
{
    /// <summary>The data of a <c>.npy</c> begin at a multiple of this.</summary>
    private const int Alignment = 64;

    // The time of writing would make every run's file another one.
    private static readonly DateTimeOffset EarliestZipTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _archive;

    private NpzFile(ZipArchive archive) => _archive = archive;

    public static NpzFile Create(string path) => new(new ZipArchive(File.Create(path), ZipArchiveMode.Create));

    public void Add(string name, ReadOnlySpan<float> values, params IReadOnlyList<int> shape) =>
        Add(name, "<f4", MemoryMarshal.AsBytes(values), shape);

    public void Add(string name, ReadOnlySpan<long> values, params IReadOnlyList<int> shape) =>
        Add(name, "<i8", MemoryMarshal.AsBytes(values), shape);

    public void Dispose() => _archive.Dispose();

    private void Add(string name, string type, ReadOnlySpan<byte> data, IReadOnlyList<int> shape)
    {
        ZipArchiveEntry entry = _archive.CreateEntry(name + ".npy", CompressionLevel.SmallestSize);
        entry.LastWriteTime = EarliestZipTime;
        using var writer = new BinaryWriter(entry.Open(), Encoding.ASCII);
        string header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({string.Join(", ", shape)},), }}";
        ReadOnlySpan<byte> magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];
        int unpadded = magic.Length + sizeof(ushort) + header.Length + 1;
        int padding = (Alignment - (unpadded % Alignment)) % Alignment;
        writer.Write(magic);
        writer.Write((ushort)(header.Length + padding + 1));
        writer.Write(Encoding.ASCII.GetBytes(header + new string(' ', padding) + '\n'));
        writer.Write(data);
    }
}
