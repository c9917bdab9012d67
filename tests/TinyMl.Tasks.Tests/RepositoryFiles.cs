using System;
using System.IO;

namespace TinyMl.Tasks.Tests;

/// <summary>The sources and pages of this repository.</summary>
internal static class RepositoryFiles
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = Search();

    /// <summary>The path of a file or folder of the repository.</summary>
    public static string Find(params ReadOnlySpan<string> relativePath) => Path.Combine([Root, .. relativePath]);

    private static string Search()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TinyMl.Sdk.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException("The tests do not run below the repository.");
    }
}
