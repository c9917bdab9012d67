using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace TinyMl.Tasks.Diagnostics;

/// <summary>Where a project file declares an item. Line and column count from 1; 0 where they are not known.</summary>
internal readonly record struct ItemLocation(int Line, int Column)
{
    /// <summary>
    /// The element that includes the identity literally, else the first whose glob matches it, else the first of its kind.
    /// Properties in an include match anything, for their values are not known here.
    /// </summary>
    public static ItemLocation Find(string projectFile, string itemType, string identity)
    {
        try
        {
            using var reader = XmlReader.Create(projectFile, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            XElement[] elements = [.. XDocument.Load(reader, LoadOptions.SetLineInfo).Descendants().Where(element => element.Name.LocalName == itemType && element.Attribute("Include") is not null)];
            string sought = Normalized(identity);
            XElement? found =
                elements.FirstOrDefault(element => Includes(element).Contains(sought, StringComparer.Ordinal))
                ?? elements.FirstOrDefault(element => Includes(element).Any(include => Matches(include, sought)))
                ?? elements.FirstOrDefault();
            return found is IXmlLineInfo info && info.HasLineInfo() ? new ItemLocation(info.LineNumber, info.LinePosition) : default;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or XmlException or ArgumentException or NotSupportedException)
        {
            // A diagnostic without its line is better than another one about the line.
            return default;
        }
    }

    private static IEnumerable<string> Includes(XElement element) =>
        element.Attribute("Include")!.Value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Normalized);

    private static string Normalized(string path)
    {
        string normalized = path.Replace('\\', '/');
        return normalized.StartsWith("./", StringComparison.Ordinal) ? normalized[2..] : normalized;
    }

    private static bool Matches(string glob, string identity)
    {
        var pattern = new StringBuilder("^");
        for (int i = 0; i < glob.Length; i++)
        {
            string rest = glob[i..];
            if (rest.StartsWith("$(", StringComparison.Ordinal) && rest.IndexOf(')', StringComparison.Ordinal) is int end and > 0)
            {
                pattern.Append(".*");
                i += end;
            }
            else if (rest.StartsWith("**/", StringComparison.Ordinal))
            {
                pattern.Append("(.*/)?");
                i += 2;
            }
            else
            {
                pattern.Append(glob[i] switch { '*' => "[^/]*", '?' => "[^/]", char c => Regex.Escape(c.ToString()) });
            }
        }

        return Regex.IsMatch(identity, pattern.Append('$').ToString(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }
}
