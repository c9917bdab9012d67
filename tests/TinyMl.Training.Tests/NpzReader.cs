using System;
using System.IO;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace TinyMl.Training.Tests;

/// <summary>Reads arrays back from a <c>.npz</c>, independently of the writer's code.</summary>
internal static class NpzReader
{
    public static (string Header, T[] Values) Read<T>(string path, string name)
        where T : unmanaged
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        ZipArchiveEntry entry = archive.GetEntry(name + ".npy") ?? throw new InvalidDataException($"{path} has no {name}.");
        using Stream stream = entry.Open();
        using var content = new MemoryStream();
        stream.CopyTo(content);
        ReadOnlySpan<byte> bytes = content.ToArray();
        int headerLength = BitConverter.ToUInt16(bytes[8..10]);
        string header = System.Text.Encoding.ASCII.GetString(bytes.Slice(10, headerLength));
        return (header, MemoryMarshal.Cast<byte, T>(bytes[(10 + headerLength)..]).ToArray());
    }
}
