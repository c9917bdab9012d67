using System.Collections.Immutable;
using System.IO;
using System.Linq;
using TinyMl.Tasks.Diagnostics;

namespace TinyMl.Tasks.Options;

/// <summary>A text file of labels, one a line, in the order of the outputs.</summary>
internal static class LabelsFile
{
    /// <summary>The labels without surrounding white space; empty lines at the end do not count.</summary>
    /// <exception cref="DiagnosticException">TML1001: there is no such file.</exception>
    public static ImmutableArray<string> Read(string path)
    {
        if (!File.Exists(path)) throw ModelDiagnostics.NotFound(path);
        string[] lines = [.. File.ReadAllLines(path).Select(line => line.Trim())];
        int count = lines.Length;
        while (count > 0 && lines[count - 1].Length == 0) count--;
        return [.. lines[..count]];
    }
}
