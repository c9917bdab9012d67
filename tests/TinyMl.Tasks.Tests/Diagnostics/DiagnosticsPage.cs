using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace TinyMl.Tasks.Tests.Diagnostics;

/// <summary>The sections of docs/diagnostics.md.</summary>
internal static partial class DiagnosticsPage
{
    /// <summary>The text of each section by its code, in the order of the page.</summary>
    public static ImmutableArray<(string Code, string Text)> Sections { get; } = [.. Read()];

    /// <summary>The message that a section shows as its example.</summary>
    public static string Example(string code)
    {
        string text = Sections.Single(section => section.Code == code).Text;
        return ExamplePattern().Match(text) is { Success: true } match && match.Groups["code"].Value == code ? match.Groups["message"].Value : "";
    }

    private static IEnumerable<(string Code, string Text)> Read()
    {
        string[] parts = HeadingPattern().Split(File.ReadAllText(RepositoryFiles.Find("docs", "diagnostics.md")));
        for (int i = 1; i < parts.Length; i += 2) yield return (parts[i], parts[i + 1]);
    }

    [GeneratedRegex("^## (.+)\n", RegexOptions.Multiline)]
    private static partial Regex HeadingPattern();

    [GeneratedRegex("\\*\\*Example\\.\\*\\*\n\n```text\n[^:\n]+: error (?<code>TML\\d{4}): (?<message>[^\n]+)\n```")]
    private static partial Regex ExamplePattern();
}
