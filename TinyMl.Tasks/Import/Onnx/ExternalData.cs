using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Import.Onnx.Format;

namespace TinyMl.Tasks.Import.Onnx;

/// <summary>
/// Reads tensors that a model keeps in other files (ONNX, "External Data"). Such a file lies in the model's folder or
/// below; its name in the model is relative and does not climb, so that a model reads nothing else of the machine.
/// </summary>
internal sealed class ExternalData(string modelPath)
{
    private readonly SortedSet<string> _files = new(StringComparer.Ordinal);

    /// <summary>The files that were read, as absolute paths in ordinal order.</summary>
    public IReadOnlyCollection<string> Files => _files;

    /// <summary>The bytes of a tensor.</summary>
    /// <exception cref="DiagnosticException">The place is not allowed, or does not hold that many bytes.</exception>
    public byte[] Read(TensorProto tensor, long byteLength)
    {
        Dictionary<string, string> entries = Entries(tensor);
        string file = Resolve(tensor.Name, entries.GetValueOrDefault("location", string.Empty));
        long offset = Number(tensor.Name, entries, "offset") ?? 0;
        long length = Number(tensor.Name, entries, "length") ?? byteLength;
        if (length != byteLength)
            throw Damaged(tensor.Name, $"is of {byteLength} bytes, but the model says that its file has {length} bytes of it");

        try
        {
            using FileStream stream = File.OpenRead(file);
            if (offset > stream.Length - length)
                throw Damaged(tensor.Name, $"ends beyond the end of '{Path.GetFileName(file)}', which has {stream.Length} bytes");
            _files.Add(file);
            byte[] data = new byte[length];
            stream.Position = offset;
            stream.ReadExactly(data);
            return data;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Damaged(tensor.Name, $"is in '{file}', which cannot be read ({exception.Message})");
        }
    }

    private Dictionary<string, string> Entries(TensorProto tensor)
    {
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (StringStringEntryProto entry in tensor.ExternalData)
        {
            if (entry.Key is not ("location" or "offset" or "length" or "checksum"))
                throw Damaged(tensor.Name, $"has the unknown external data key '{entry.Key}'");
            if (!entries.TryAdd(entry.Key, entry.Value))
                throw Damaged(tensor.Name, $"has the external data key '{entry.Key}' twice");
        }

        return entries;
    }

    private string Resolve(string tensor, string location)
    {
        string[] segments = location.Split('/', '\\');
        bool isBelow = !Path.IsPathRooted(location) && !segments.Any(segment => segment is "" or "..");
        if (!isBelow || location.AsSpan().ContainsAny(':', '\0'))
        {
            const string Rule = "external data must lie in the model's folder or below";
            throw ModelDiagnostics.NotAModel(modelPath, $"the tensor '{tensor}' is in the file '{location}'; {Rule}");
        }

        string file = Path.GetFullPath(Path.Combine([Path.GetDirectoryName(Path.GetFullPath(modelPath))!, .. segments]));
        return File.Exists(file) ? file : throw Damaged(tensor, $"is in '{location}', which does not lie beside the model");
    }

    private long? Number(string tensor, Dictionary<string, string> entries, string key)
    {
        if (!entries.TryGetValue(key, out string? text)) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw Damaged(tensor, $"has the external data {key} '{text}'");
    }

    private DiagnosticException Damaged(string tensor, string what) =>
        ModelDiagnostics.Damaged(modelPath, $"the tensor '{tensor}' {what}");
}
