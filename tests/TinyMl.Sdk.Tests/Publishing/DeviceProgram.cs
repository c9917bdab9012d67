using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Sdk.Tests.Building;
using TinyMl.Sdk.Tests.Template;

namespace TinyMl.Sdk.Tests.Publishing;

/// <summary>The template's project, published as it is.</summary>
[TestClass]
public sealed class DeviceProgram(TestContext context)
{
    private const string Runtime = "linux-x64";
    private const long MostBytes = 3 << 20;

    [TestMethod]
    public async Task NativeCodeIsSmallAndPrintsTheSame()
    {
        LinuxOnX64.Require();
        LinuxOnX64.RequireLinker();

        // Arrange: NativeAOT's own targets cannot link from a package folder whose path has a space.
        TestProject project = await TemplateHive.Create(Path.Combine(PackageFeed.Folder, "projects", "native"), "Gadget");
        DirectoryInfo packages = Directory.CreateTempSubdirectory("tinyml-native-");
        var environment = new Dictionary<string, string> { ["NUGET_PACKAGES"] = packages.FullName };
        string published = project.PathOf("published");

        // Act
        (int exitCode, string built) = await Dotnet.Run(project.Folder, environment, "publish", "--nologo", "-r", Runtime, "-p:PublishAot=true", "-o", published);
        packages.Delete(recursive: true);
        Assert.AreEqual(0, exitCode, built);
        Assert.DoesNotContain("warning", built);
        (exitCode, string output) = await project.Start(Path.Combine(published, "Gadget"));
        Assert.AreEqual(0, exitCode, output);
        (exitCode, string expected) = await project.RunDotnet("run");

        // Assert
        Assert.AreEqual(0, exitCode, expected);
        Assert.AreEqual(expected, output);
        long bytes = new FileInfo(Path.Combine(published, "Gadget")).Length;
        context.WriteLine($"The native program has {bytes} bytes.");
        Assert.IsLessThanOrEqualTo(MostBytes, bytes);
    }

    [TestMethod]
    public async Task TrimmingLeavesOnlyTheKernelsThatTheModelUses()
    {
        LinuxOnX64.Require();

        // Arrange
        TestProject project = await TemplateHive.Create(Path.Combine(PackageFeed.Folder, "projects", "trimmed"), "Gadget");

        // Act
        (await project.Run(["publish", "--nologo", "-r", Runtime, "-p:PublishTrimmed=true", "-o", project.PathOf("published")])).ShouldSucceed();

        // Assert
        string report = Directory.GetFiles(project.PathOf("obj"), "Gestures.report.json", SearchOption.AllDirectories).Single();
        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(report));
        string[] used = [.. document.RootElement.GetProperty("kernels").EnumerateArray().Select(kernel => kernel.GetString()!)];
        string[] left = Kernels(project.PathOf("published", "TinyMl.Kernels.dll"));
        CollectionAssert.AreEquivalent(used, left);
        Assert.IsGreaterThan(3 * used.Length, Kernels(project.PathOf("bin", "Release", "net10.0", Runtime, "TinyMl.Kernels.dll")).Length);
    }

    /// <summary>The operator codes of the kernels in an assembly, such as Conv2DInt8: they are classes with a property Kernel.</summary>
    private static string[] Kernels(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();
        return
        [
            .. from handle in metadata.TypeDefinitions
               let type = metadata.GetTypeDefinition(handle)
               where type.GetMethods().Any(method => metadata.StringComparer.Equals(metadata.GetMethodDefinition(method).Name, "get_Kernel"))
               let family = metadata.GetString(type.Namespace).Split('.').Last()
               select metadata.GetString(type.Name) + (family == "Data" ? "" : family),
        ];
    }
}
