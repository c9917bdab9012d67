using System;
using System.IO;
using System.IO.Hashing;
using TinyMl.Tasks.Diagnostics;

namespace TinyMl.Tasks.Stages;

/// <summary>
/// What stages wrote, by the content that they read: shared by projects, machines and builds that run at once. An entry is its content
/// behind the content's XxHash128; a damaged one counts as absent. A cache that cannot be written is no reason to fail.
/// </summary>
/// <param name="Folder">The absolute path of the cache, or null for none.</param>
internal sealed record StageCache(string? Folder)
{
    private const int HashLength = 16;

    /// <summary>The cache that a property names, relative to the project; none where it is empty.</summary>
    public static StageCache Open(string folder, string projectDirectory) =>
        new(string.IsNullOrWhiteSpace(folder) ? null : Path.GetFullPath(folder.Trim().Replace('\\', Path.DirectorySeparatorChar), projectDirectory));

    /// <summary>The entry's content, or null where there is none.</summary>
    public byte[]? Read(string key, string extension)
    {
        if (Folder is null) return null;
        try
        {
            string path = EntryPath(key, extension);
            if (!File.Exists(path)) return null;
            byte[] entry = File.ReadAllBytes(path);
            return entry.Length >= HashLength && XxHash128.Hash(entry.AsSpan(HashLength)).AsSpan().SequenceEqual(entry.AsSpan(0, HashLength))
                ? entry[HashLength..]
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Write(string key, string extension, byte[] content)
    {
        if (Folder is null) return;
        try
        {
            OutputFile.Write(EntryPath(key, extension), [.. XxHash128.Hash(content), .. content]);
        }
        catch (DiagnosticException)
        {
            // The outputs themselves are written all the same.
        }
    }

    private string EntryPath(string key, string extension) => Path.Combine(Folder!, key[..2], key + extension);
}
