using System;
using System.IO;
using System.IO.Hashing;
using System.Linq;
using System.Text;
using TinyMl.Tasks.Diagnostics;

namespace TinyMl.Tasks.Stages;

/// <summary>XxHash128 of what stages read, as 32 hexadecimal digits.</summary>
internal static class ContentHash
{
    public static string Of(params ReadOnlySpan<byte[]> parts)
    {
        var hash = new XxHash128();
        foreach (byte[] part in parts) hash.Append(part);
        return Digits(hash);
    }

    /// <summary>The hash of a file's bytes, or of the names and bytes of all files of a folder in ordinal order.</summary>
    /// <exception cref="DiagnosticException">TML1001: nothing is there, or it cannot be read.</exception>
    public static string OfPath(string path)
    {
        try
        {
            if (File.Exists(path)) return OfBytes(path);
            if (!Directory.Exists(path)) throw ModelDiagnostics.NotFound(path);

            string[] names = [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(path, file).Replace('\\', '/'))
                .Order(StringComparer.Ordinal)];
            var lines = new StringBuilder();
            foreach (string name in names) lines.Append(OfBytes(Path.Combine(path, name))).Append(' ').Append(name).Append('\n');
            return Of(Encoding.UTF8.GetBytes(lines.ToString()));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ModelDiagnostics.NotReadable(path, exception);
        }
    }

    /// <summary>The hash of a file's bytes.</summary>
    /// <exception cref="DiagnosticException">TML1001: nothing is there, or it cannot be read.</exception>
    public static string OfFile(string path) => File.Exists(path) ? OfPath(path) : throw ModelDiagnostics.NotFound(path);

    private static string OfBytes(string path)
    {
        var hash = new XxHash128();
        using FileStream file = File.OpenRead(path);
        hash.Append(file);
        return Digits(hash);
    }

    private static string Digits(XxHash128 hash) => Convert.ToHexStringLower(hash.GetCurrentHash());
}
