using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using TinyMl.Sdk.Tests.Building;

namespace TinyMl.Sdk.Tests.Documentation;

/// <summary>A fenced block of one of the repository's pages.</summary>
internal sealed partial record Example(string Page, string Language, string Text)
{
    /// <summary>The blocks of a page that are in a language, in their order.</summary>
    public static IReadOnlyList<Example> Read(string page, string language) =>
    [
        .. Fence().Matches(File.ReadAllText(Repository.File(page.Split('/'))).ReplaceLineEndings("\n"))
            .Where(match => match.Groups["language"].Value == language)
            .Select(match => new Example(page, language, Unindent(match.Groups["text"].Value, match.Groups["indent"].Length))),
    ];

    private static string Unindent(string text, int indent) => string.Join('\n', text.Split('\n').Select(line => line[Math.Min(indent, line.Length)..]));

    [GeneratedRegex("^(?<indent> *)```(?<language>[a-z]+)\n(?<text>.*?)^ *```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
