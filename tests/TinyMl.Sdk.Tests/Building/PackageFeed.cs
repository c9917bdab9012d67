using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace TinyMl.Sdk.Tests.Building;

/// <summary>The packages of this source tree, packed once per test run under a version of their own, and a folder for projects that use them.</summary>
[TestClass]
public sealed class PackageFeed
{
    /// <summary>The folder of this test run; its name holds a space and letters beyond ASCII, as the paths of many users do.</summary>
    public static string Folder { get; } = Path.Combine(Path.GetTempPath(), "TinyMl prüfung " + Guid.NewGuid().ToString("N")[..8]);

    /// <summary>The folder of packages.</summary>
    public static string Packages { get; } = Path.Combine(Folder, "feed");

    /// <summary>The version of the packages.</summary>
    public static string Version { get; private set; } = "1.0.0-test." + DateTime.UtcNow.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    /// <summary>The same packages under a later version.</summary>
    public static string LaterVersion => Version.Replace("1.0.0", "1.0.1", StringComparison.Ordinal);

    /// <summary>What every build gets: a package cache of this test run.</summary>
    internal static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string> { ["NUGET_PACKAGES"] = Path.Combine(Folder, "cache") };

    [AssemblyInitialize]
    public static async Task Pack(TestContext context)
    {
        Directory.CreateDirectory(Packages);

        await PackInto(Packages);
        foreach (string package in new[] { "TinyMl.Sdk", "TinyMl.Kernels" }) CopyAsLaterVersion(package);

        // What else projects need comes from the machine's own sources; packages that the machine has already are not fetched again.
        string machine = System.Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set ? set : Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string fallback = Directory.Exists(machine) ? $"<fallbackPackageFolders><add key=\"machine\" value=\"{machine}\" /></fallbackPackageFolders>" : "";
        await File.WriteAllTextAsync(Path.Combine(Folder, "nuget.config"), $"<configuration><packageSources><add key=\"packed\" value=\"feed\" /></packageSources>{fallback}</configuration>");
        File.Copy(Repository.File("global.json"), Path.Combine(Folder, "global.json"));
        foreach (string name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
        {
            await File.WriteAllTextAsync(Path.Combine(Folder, name), "<Project />");
        }

        await File.WriteAllTextAsync(Path.Combine(Folder, ".editorconfig"), "root = true\n");
    }

    [AssemblyCleanup]
    public static void Delete()
    {
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Packs the source tree, outside of its own folders for intermediate files, which other builds may be using.</summary>
    private static async Task PackInto(string folder)
    {
        if (System.Environment.GetEnvironmentVariable("TINYML_PACKAGES") is { Length: > 0 } packed)
        {
            // Whoever has just packed the same sources says so, and saves the time.
            foreach (string path in Directory.GetFiles(packed, "TinyMl.*.nupkg")) File.Copy(path, Path.Combine(folder, Path.GetFileName(path)));
            Version = Path.GetFileNameWithoutExtension(Directory.GetFiles(packed, "TinyMl.Sdk.*.nupkg").Single())["TinyMl.Sdk.".Length..];
            return;
        }

        (int exitCode, string output) = await Dotnet.Run(
            Repository.Root,
            new Dictionary<string, string>(),
            "pack", "TinyMl.Sdk.sln", "-c", "Release", "-o", folder, "--artifacts-path", Path.Combine(Folder, "build"), $"-p:Version={Version}", "-p:RunAnalyzers=false", "--nologo");
        Assert.AreEqual(0, exitCode, output);
        Assert.DoesNotContain("warning", output, output);
    }

    private static void CopyAsLaterVersion(string package)
    {
        string later = Path.Combine(Packages, $"{package}.{LaterVersion}.nupkg");
        File.Copy(Path.Combine(Packages, $"{package}.{Version}.nupkg"), later);
        using ZipArchive archive = ZipFile.Open(later, ZipArchiveMode.Update);
        foreach (ZipArchiveEntry entry in archive.Entries.Where(entry => Path.GetExtension(entry.Name) is ".nuspec" or ".props" or ".psmdcp").ToArray())
        {
            string text;
            using (var reader = new StreamReader(entry.Open())) text = reader.ReadToEnd();
            using Stream stream = entry.Open();
            stream.SetLength(0);
            using var writer = new StreamWriter(stream);
            writer.Write(text.Replace(Version, LaterVersion, StringComparison.Ordinal));
        }
    }
}
