using System;
using System.IO;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace TinyMl.Tasks.Tests;

/// <summary>The models, golden vectors and data beside the repository, which are not part of it.</summary>
internal static class SharedFiles
{
    /// <summary>The path of a file in the shared folder; the test is skipped where the folder is absent.</summary>
    public static string Find(string relativePath)
    {
        string? folder = Environment.GetEnvironmentVariable("TINYML_SHARED") ?? Search();
        if (folder is null) Assert.Inconclusive("The folder 'shared' with models and golden vectors is not beside the repository; TINYML_SHARED can name it.");
        return Path.Combine(folder, relativePath);
    }

    private static string? Search()
    {
        string shared = Path.Combine(Path.GetDirectoryName(RepositoryFiles.Root)!, "shared");
        return Directory.Exists(shared) ? shared : null;
    }
}
