using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Tests.Data;

namespace TinyMl.Tasks.Tests.Run;

/// <summary>The netstandard2.0 build of the kernels under Debian's Mono.</summary>
internal static class MonoHost
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>What the model makes of the records; the test is skipped where there is no Mono.</summary>
    public static byte[] Run(byte[] packed, byte[] records)
    {
        string? mono = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "mono")).FirstOrDefault(File.Exists);
        if (mono is null) Assert.Inconclusive("mono is not installed (Debian: apt-get install mono-runtime).");

        using var folder = new DataFolder();
        string output = Path.Combine(folder.Path, "output");
        var start = new ProcessStartInfo(mono) { RedirectStandardError = true };
        foreach (string argument in new[] { Program, folder.Bytes("model", packed), folder.Bytes("input", records), output }) start.ArgumentList.Add(argument);

        using Process process = Process.Start(start)!;
        string errors = process.StandardError.ReadToEnd();
        Assert.IsTrue(process.WaitForExit(Patience), "mono does not end.");
        Assert.AreEqual(0, process.ExitCode, errors);
        return File.ReadAllBytes(output);
    }

    // Built with the tests, in the same configuration.
    private static string Program =>
        RepositoryFiles.Find("tests", "TinyMl.Kernels.MonoHost", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net462", "TinyMl.Kernels.MonoHost.exe");
}
