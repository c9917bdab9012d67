using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.IO.Hashing;

namespace TinyMl.Tasks.Data;

/// <summary>Reads arrays by name from an <c>.npz</c> file: a zip archive of <c>.npy</c> files.</summary>
internal sealed class NumpyArchive : IDisposable
{
    private const string Extension = ".npy";

    // Deflate cannot expand a byte to more (RFC 1951: 258 bytes for a bit of each code).
    private const long LargestExpansion = 1032;

    private readonly ZipArchive _archive;
    private readonly SortedDictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);

    private NumpyArchive(ZipArchive archive)
    {
        _archive = archive;
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            if (!entry.FullName.EndsWith(Extension, StringComparison.Ordinal)) throw new InvalidDataException($"it contains '{entry.FullName}', which is not an array");
            string name = entry.FullName[..^Extension.Length];
            if (!_entries.TryAdd(name, entry)) throw new InvalidDataException($"it contains the array '{name}' twice");
        }
    }

    /// <summary>The arrays' names, in ordinal order.</summary>
    public IReadOnlyCollection<string> Names => _entries.Keys;

    /// <summary>Opens an archive.</summary>
    /// <exception cref="InvalidDataException">The file is not an archive of arrays; the message continues a sentence.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static NumpyArchive Open(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        ZipArchive? archive = null;
        try
        {
            archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: false);
            return new NumpyArchive(archive);
        }
        catch
        {
            archive?.Dispose();
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads an array whose name is among <see cref="Names"/>.</summary>
    /// <exception cref="InvalidDataException">The array is damaged; the message continues a sentence.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public DataArray Read(string name)
    {
        ZipArchiveEntry entry = _entries[name];
        if (entry.Length / LargestExpansion > entry.CompressedLength) throw new InvalidDataException($"its array '{name}' claims to be larger than its compressed bytes can be");
        try
        {
            using Stream stream = entry.Open();
            var checksum = new Crc32();
            DataArray array = NumpyFile.Read(stream, entry.Length, checksum);
            return checksum.GetCurrentHashAsUInt32() == entry.Crc32 ? array : throw new InvalidDataException("its checksum does not match");
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"its array '{name}' cannot be read: {exception.Message.TrimEnd('.')}", exception);
        }
    }

    public void Dispose() => _archive.Dispose();
}
