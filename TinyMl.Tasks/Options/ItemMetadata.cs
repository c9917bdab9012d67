using System;
using System.Globalization;
using TinyMl.Tasks.Diagnostics;

namespace TinyMl.Tasks.Options;

/// <summary>The metadata of an item as text, read as words, numbers and paths. An empty value counts as not set.</summary>
/// <param name="Include">The item as the project writes it.</param>
/// <param name="ProjectDirectory">The folder that relative paths start from.</param>
/// <param name="Value">The value of a metadata name; empty where it is not set.</param>
internal sealed record ItemMetadata(string Include, string ProjectDirectory, Func<string, string> Value)
{
    public string? Text(string name) => Value(name).Trim() is { Length: > 0 } text ? text : null;

    public string? Path(string name) => Text(name) is { } path ? Absolute(path) : null;

    /// <summary>The absolute path of what the project writes, with either slash.</summary>
    public string Absolute(string path) =>
        System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path.Replace('\\', System.IO.Path.DirectorySeparatorChar), ProjectDirectory));

    /// <summary>A number within bounds; null where it is not set.</summary>
    /// <exception cref="DiagnosticException">TML1103.</exception>
    public double? Number(string name, double least, double most)
    {
        if (Text(name) is not { } text) return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= least && number <= most
            ? number
            : throw ModelDiagnostics.BadMetadata(name, text, FormattableString.Invariant($"allowed is a number from {least} to {most}, with a point"));
    }

    /// <summary>One of the words of an enumeration; case does not count.</summary>
    /// <param name="name">The metadata.</param>
    /// <param name="default">The value where it is not set.</param>
    /// <exception cref="DiagnosticException">TML1103.</exception>
    public TWord Word<TWord>(string name, TWord @default)
        where TWord : struct, Enum
    {
        if (Text(name) is not { } text) return @default;
        if (char.IsAsciiLetter(text[0]) && Enum.TryParse(text, ignoreCase: true, out TWord word) && Enum.IsDefined(word)) return word;
        throw ModelDiagnostics.BadMetadata(name, text, $"allowed are {string.Join(", ", Enum.GetValues<TWord>())}");
    }
}
