using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Tests.Data;

/// <summary>A folder for one test's data files, which it writes by the formats' specifications; deleted with the test.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tinyml-data-");

    public string Path => _folder.FullName;

    public string Text(string name, string content) => Bytes(name, Encoding.UTF8.GetBytes(content));

    public string Bytes(string name, byte[] content)
    {
        string path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string Archive(string name, params IEnumerable<(string Array, byte[] Content)> arrays)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string array, byte[] content) in arrays)
            {
                using Stream entry = archive.CreateEntry(array + ".npy").Open();
                entry.Write(content);
            }
        }

        return Bytes(name, stream.ToArray());
    }

    /// <summary>Samples of one input, read from a file; the shape counts them first.</summary>
    public static SampleSet Samples(IReadOnlyList<Tensor> inputs, int[] shape, params float[] values)
    {
        using var folder = new DataFolder();
        return SampleSet.Read(folder.Bytes("x.npy", Array(shape, values)), inputs, withTargets: false);
    }

    public static byte[] Array(int[] shape, params float[] values) => Array("<f4", shape, MemoryMarshal.AsBytes<float>(values).ToArray());

    public static byte[] Classes(params int[] values) => Array("<i4", [values.Length], MemoryMarshal.AsBytes<int>(values).ToArray());

    public static byte[] Array(string type, int[] shape, byte[] data, bool fortranOrder = false, int version = 1)
    {
        string dimensions = string.Concat(shape.Select(dimension => $"{dimension}, "));
        return Array($"{{'descr': '{type}', 'fortran_order': {fortranOrder}, 'shape': ({dimensions}), }}", data, version);
    }

    public static byte[] Array(string header, byte[] data, int version = 1)
    {
        int start = version == 1 ? 10 : 12;
        int length = (start + header.Length + 64) / 64 * 64 - start;
        byte[] text = Encoding.ASCII.GetBytes(header.PadRight(length - 1) + "\n");
        byte[] size = version == 1 ? BitConverter.GetBytes((ushort)length) : BitConverter.GetBytes(length);
        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. size, .. text, .. data];
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
