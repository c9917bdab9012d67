using System.IO;
using Microsoft.Build.Logging.StructuredLogger;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Sdk.Tests.Building;
using Task = System.Threading.Tasks.Task;

namespace TinyMl.Sdk.Tests.Diagnosing;

[TestClass]
public sealed class EnvironmentErrors
{
    private const string Model = """<TinyModel Include="models/gestures.onnx" Quantization="None" />""";

    [TestMethod]
    public async Task AnOlderMSBuildIsNamed()
    {
        TestProject project = Library(Model);

        // An older one is not at hand, and its version cannot be feigned; what it leads to can.
        BuildResult result = await project.Build("-p:_TinyMlOldMSBuild=true");

        Assert.Contains("MSBuild 18", result.ShouldFailWith("TML4001").Text);
        result.ShouldRunTasks();
    }

    [TestMethod]
    public async Task AMissingRuntimeIsNamedWithTheLineThatCuresIt()
    {
        TestProject project = Library(Model + $"""<PackageReference Include="TinyMl.Kernels" Version="{PackageFeed.Version}" ExcludeAssets="all" />""");

        Error error = (await project.Build()).ShouldFailWith("TML4002");

        StringAssert.Contains(error.Text, $"<PackageReference Include=\"TinyMl.Kernels\" Version=\"{PackageFeed.Version}\" />");
        Assert.AreEqual(project.ProjectFile, error.File);
    }

    [TestMethod]
    public async Task TwoVersionsOfTheSdkAreNamedBeforeRestoreMixesThem()
    {
        TestProject project = Library($"""<PackageReference Include="TinyMl.Sdk" Version="{PackageFeed.LaterVersion}" />""");

        Error error = (await project.Build()).ShouldFailWith("TML4003");

        StringAssert.Contains(error.Text, PackageFeed.Version);
        StringAssert.Contains(error.Text, PackageFeed.LaterVersion);
    }

    [TestMethod]
    public async Task AFileInThePlaceOfTheOutputFolderIsNamedAndNothingIsLeft()
    {
        TestProject project = Library(Model);
        Directory.CreateDirectory(Path.GetDirectoryName(project.Outputs)!);
        await File.WriteAllTextAsync(project.Outputs, "in the way");

        Error error = (await project.Build()).ShouldFailWith("TML4004");

        StringAssert.Contains(error.Text, project.Outputs);
        Assert.AreEqual("in the way", await File.ReadAllTextAsync(project.Outputs));
    }

    [TestMethod]
    public async Task AFolderInThePlaceOfAnOutputFileIsNamed()
    {
        TestProject project = Library(Model);
        Directory.CreateDirectory(Path.Combine(project.Outputs, "Gestures.tinyml", "in the way"));

        Error error = (await project.Build()).ShouldFailWith("TML4004");

        StringAssert.Contains(error.Text, "Gestures.tinyml");
        Assert.IsEmpty(Directory.GetFiles(project.Outputs, "*.tmp"));
    }

    private static TestProject Library(string items) => new TestProject("Gadget")
        .AddGestureFile("gestures.onnx")
        .WriteProject(TestProject.Net10, items);
}
