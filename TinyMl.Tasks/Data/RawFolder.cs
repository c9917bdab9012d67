using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Data;

/// <summary>
/// A folder with a file a sample: the elements of an input, little-endian, in the input's own type, in ordinal order of the
/// files' names; a subfolder named like each input where there are several.
/// </summary>
internal static class RawFolder
{
    /// <summary>Every file that belongs to the folder, in ordinal order.</summary>
    public static IEnumerable<string> Files(string path) =>
        Directory.EnumerateDirectories(path).Prepend(path).SelectMany(Samples).Order(StringComparer.Ordinal);

    /// <summary>Reads the samples of each input.</summary>
    /// <exception cref="InvalidDataException">A file or subfolder does not fit the inputs; the message continues a sentence.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static DataArray[] Read(string path, IReadOnlyList<Tensor> inputs) =>
        inputs.Count == 1 ? [Read(path, inputs[0])] : [.. inputs.Select(input => Read(Subfolder(path, input), input))];

    private static string Subfolder(string path, Tensor input)
    {
        // Compared with what is there: an input's name may hold any character, and must not lead out of the folder.
        string? folder = Directory.EnumerateDirectories(path).FirstOrDefault(folder => Path.GetFileName(folder) == input.Name);
        return folder ?? throw new InvalidDataException($"it has no subfolder '{input.Name}', and a model of several inputs needs one for each");
    }

    private static DataArray Read(string folder, Tensor input)
    {
        string[] files = [.. Samples(folder)];
        if (files.LongLength * input.ByteLength > NumpyFile.MaximumBytes) throw new InvalidDataException($"it has {files.Length} files of {input.ByteLength} bytes, together at most {NumpyFile.MaximumBytes} bytes are read; keep fewer samples");

        byte[] data = new byte[files.Length * input.ByteLength];
        for (int i = 0; i < files.Length; i++)
        {
            using var file = new FileStream(files[i], FileMode.Open, FileAccess.Read, FileShare.Read);
            Span<byte> sample = data.AsSpan(i * input.ByteLength, input.ByteLength);
            if (file.Length != sample.Length || file.ReadAtLeast(sample, sample.Length, throwOnEndOfStream: false) != sample.Length)
            {
                throw new InvalidDataException($"'{Path.GetFileName(files[i])}' has {file.Length} bytes, the input '{input.Name}' of {input.Type} {input.Shape} has {input.ByteLength}");
            }
        }

        return new DataArray(NumberTypes.Of(input.Type), [files.Length, .. input.Shape], data);
    }

    private static IEnumerable<string> Samples(string folder) => Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal);
}
