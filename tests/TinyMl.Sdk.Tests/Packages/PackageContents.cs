using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NuGet.Packaging;
using TinyMl.Sdk.Tests.Building;

namespace TinyMl.Sdk.Tests.Packages;

[TestClass]
public sealed class PackageContents
{
    [TestMethod]
    public void ExactlyThreePackagesArePacked() => CollectionAssert.AreEquivalent(
        new[] { "TinyMl.Kernels", "TinyMl.Sdk", "TinyMl.Templates" },
        Directory.GetFiles(PackageFeed.Packages, $"TinyMl.*.{PackageFeed.Version}.nupkg").Select(path => Path.GetFileName(path).Replace($".{PackageFeed.Version}.nupkg", "", StringComparison.Ordinal)).ToArray());

    [TestMethod]
    [DataRow("TinyMl.Kernels")]
    [DataRow("TinyMl.Sdk")]
    [DataRow("TinyMl.Templates")]
    public async Task APackageHoldsWhatItsListSays(string id)
    {
        using var stream = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(id + ".txt")!);
        string expected = await stream.ReadToEndAsync();

        Assert.AreEqual(expected.ReplaceLineEndings("\n").Trim(), Describe(id));
    }

    [TestMethod]
    [DataRow("TinyMl.Kernels")]
    [DataRow("TinyMl.Sdk")]
    [DataRow("TinyMl.Templates")]
    public async Task APackageDoesNotSayWhenItWasPacked(string id)
    {
        await using ZipArchive archive = await ZipFile.OpenReadAsync(PathOf(id));

        Assert.AreEqual(new DateTime(2020, 1, 1), archive.Entries.Select(entry => entry.LastWriteTime.DateTime).Distinct().Single());
    }

    private static string PathOf(string id) => Path.Combine(PackageFeed.Packages, $"{id}.{PackageFeed.Version}.nupkg");

    private static string Describe(string id)
    {
        using var package = new PackageArchiveReader(PathOf(id));
        NuspecReader nuspec = package.NuspecReader;
        Assert.IsFalse(string.IsNullOrWhiteSpace(nuspec.GetDescription()));
        Assert.IsFalse(nuspec.GetDevelopmentDependency());
        string[] lines =
        [
            $"authors {nuspec.GetAuthors()}",
            $"readme {nuspec.GetReadme()}",
            $"license {nuspec.GetLicenseMetadata()?.License}{nuspec.GetLicenseUrl()}",
            $"url {nuspec.GetProjectUrl()}",
            $"type {string.Join(", ", nuspec.GetPackageTypes().Select(type => type.Name))}",
            .. nuspec.GetDependencyGroups().SelectMany(group => group.Packages.DefaultIfEmpty(), (group, dependency) => $"dependency {group.TargetFramework.GetShortFolderName()} {dependency?.Id} {dependency?.VersionRange}".TrimEnd()),
            .. package.GetFiles().Where(file => !file.StartsWith("_rels/", StringComparison.Ordinal) && !file.StartsWith("package/", StringComparison.Ordinal) && file != "[Content_Types].xml").Order(StringComparer.Ordinal).Select(file => "file " + file),
        ];
        return string.Join('\n', lines.Select(line => line.TrimEnd())).Replace(PackageFeed.Version, "VERSION", StringComparison.Ordinal);
    }
}
