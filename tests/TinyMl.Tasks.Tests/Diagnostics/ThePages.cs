using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace TinyMl.Tasks.Tests.Diagnostics;

/// <summary>What holds for every page of docs/.</summary>
[TestClass]
public sealed partial class ThePages
{
    private static IEnumerable<string> Pages => Directory.EnumerateFiles(RepositoryFiles.Find("docs"), "*.md").Order(StringComparer.Ordinal);

    [TestMethod]
    public void LinkToPagesAndHeadingsThatAreThere()
    {
        foreach (string page in Pages)
        {
            foreach (Match link in Link().Matches(WithoutCode(page)))
            {
                string target = link.Groups["page"].Value is { Length: > 0 } name ? RepositoryFiles.Find("docs", name) : page;

                Assert.IsTrue(File.Exists(target), $"{Path.GetFileName(page)} links to {link.Value}, which is not there.");
                if (link.Groups["anchor"].Value is { Length: > 0 } anchor) Assert.Contains(anchor, Anchors(target), $"{Path.GetFileName(page)} links to {link.Value}.");
            }
        }
    }

    [TestMethod]
    public void NameFilesThatAreThere()
    {
        foreach (string page in Pages)
        {
            foreach (Match path in RepositoryPath().Matches(File.ReadAllText(page)))
            {
                string full = RepositoryFiles.Find(path.Groups["path"].Value);
                Assert.IsTrue(File.Exists(full) || Directory.Exists(full), $"{Path.GetFileName(page)} names {path.Value}, which is not there.");
            }
        }
    }

    [TestMethod]
    public void HaveOneTitle()
    {
        foreach (string page in Pages) Assert.HasCount(1, Regex.Matches(WithoutCode(page), "^# ", RegexOptions.Multiline), page);
    }

    private static string WithoutCode(string page) => CodeBlock().Replace(File.ReadAllText(page), "");

    // As GitHub and Markdig derive them.
    private static ImmutableArray<string> Anchors(string page) =>
        [.. Heading().Matches(WithoutCode(page)).Select(heading => NoAnchorCharacter().Replace(heading.Groups["text"].Value.ToLowerInvariant(), "").Replace(' ', '-'))];

    [GeneratedRegex(@"\]\((?<page>[^)#:]*)(#(?<anchor>[^)]+))?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`(?<path>(TinyMl\.(Sdk|Tasks|Kernels)|tests|template)/[^`*<]+)`")]
    private static partial Regex RepositoryPath();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("^#+ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchorCharacter();
}
