using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace TinyMl.Tasks.Tests.Diagnostics;

[TestClass]
public sealed partial class TheDiagnosticsPage
{
    [TestMethod]
    public void HasASectionForEveryCodeAndACodeForEverySection()
    {
        string[] sections = [.. DiagnosticsPage.Sections.Select(section => section.Code)];

        CollectionAssert.AreEqual(CodesOfTheSources().Distinct().Order(StringComparer.Ordinal).ToArray(), sections);
    }

    [TestMethod]
    public void SaysTitleCauseCureAndExampleInEverySection()
    {
        foreach ((string code, string text) in DiagnosticsPage.Sections)
        {
            StringAssert.Matches(text, SectionPattern(), code);
            Assert.AreNotEqual("", DiagnosticsPage.Example(code), code);
        }
    }

    private static IEnumerable<string> CodesOfTheSources()
    {
        IEnumerable<string> files =
        [
            .. Directory.EnumerateFiles(RepositoryFiles.Find("TinyMl.Tasks"), "*.cs", SearchOption.AllDirectories),
            .. Directory.EnumerateFiles(RepositoryFiles.Find("TinyMl.Sdk"), "*.props", SearchOption.AllDirectories),
            .. Directory.EnumerateFiles(RepositoryFiles.Find("TinyMl.Sdk"), "*.targets", SearchOption.AllDirectories),
        ];
        return files.Where(IsSource).SelectMany(file => CodePattern().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value);
    }

    private static bool IsSource(string path) =>
        !Path.GetRelativePath(RepositoryFiles.Root, path).Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj");

    [GeneratedRegex("\"(TML\\d{4})\"")]
    private static partial Regex CodePattern();

    [GeneratedRegex(@"\A\n\*[^*\n]+\.\*\n\n\*\*Cause\.\*\* .+\n\n\*\*Cure\.\*\* .+\n\n\*\*Example\.\*\*\n", RegexOptions.Singleline)]
    private static partial Regex SectionPattern();
}
