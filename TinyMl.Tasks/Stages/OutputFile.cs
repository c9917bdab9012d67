using System;
using System.IO;
using System.Text;
using TinyMl.Tasks.Diagnostics;

namespace TinyMl.Tasks.Stages;

/// <summary>Writes outputs to a temporary name and moves them into place, so that nobody ever sees half a file.</summary>
internal static class OutputFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <exception cref="DiagnosticException">TML4004: the file cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            DeleteIfPossible(temporary);
            throw EnvironmentDiagnostics.NotWritable(path, exception);
        }
    }

    /// <exception cref="DiagnosticException">TML4004: the file cannot be written.</exception>
    public static void Write(string path, string text) => Write(path, Utf8.GetBytes(text));

    /// <summary>Leaves the file and its time stamp alone where it holds the text already.</summary>
    /// <exception cref="DiagnosticException">TML4004: the file cannot be written.</exception>
    public static void WriteWhenDifferent(string path, string text)
    {
        if (ReadText(path) != text) Write(path, text);
    }

    /// <summary>The file's text, or null where there is none.</summary>
    public static string? ReadText(string path) => File.Exists(path) ? File.ReadAllText(path, Utf8) : null;

    /// <exception cref="DiagnosticException">TML4004: the file cannot be deleted.</exception>
    public static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException || (exception is IOException and not DirectoryNotFoundException))
        {
            throw EnvironmentDiagnostics.NotWritable(path, exception);
        }
        catch (DirectoryNotFoundException)
        {
            // What is not there need not be deleted.
        }
    }

    private static void DeleteIfPossible(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The failure that led here is the one to report.
        }
    }
}
