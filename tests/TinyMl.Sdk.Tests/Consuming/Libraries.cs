using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Sdk.Tests.Building;

namespace TinyMl.Sdk.Tests.Consuming;

[TestClass]
public sealed class Libraries
{
    private const string Wrapper =
        """
        namespace Motion
        {
            public static class Recognizer
            {
                public static string Recognize(float[] samples)
                {
                    return Gestures.Load().Predict(samples).Label;
                }
            }
        }
        """;

    private const string Program = """System.Console.WriteLine(Motion.Recognizer.Recognize(new float[192]).Length > 0);""";

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task APackedLibraryBringsItsModelAndTheRuntimeToAnApp(bool asSdk)
    {
        // Arrange: a library for every framework, which packs itself.
        string home = Path.Combine(PackageFeed.Folder, "projects", $"library {asSdk}");
        string version = $"1.0.0-{(asSdk ? "sdk" : "package")}";
        TestProject library = new TestProject("Motion", home)
            .AddGestureFile("gestures.onnx")
            .AddGestureFile("gestures.labels.txt")
            .Write("Recognizer.cs", Wrapper);
        library.WriteProject(
            $"<TargetFrameworks>netstandard2.0;net10.0</TargetFrameworks><Version>{version}</Version><Description>Gestures</Description>",
            """<TinyModel Include="models/gestures.onnx" Quantization="None" Labels="models/gestures.labels.txt" />"""
            + (asSdk ? "" : $"""<PackageReference Include="TinyMl.Sdk" Version="{PackageFeed.Version}" />"""),
            asSdk ? null : "Microsoft.NET.Sdk");

        // Act
        (await library.Run(["pack", "-o", PackageFeed.Packages, "--nologo"])).ShouldSucceed();
        TestProject app = new TestProject("App", home)
            .Write("Program.cs", Program)
            .WriteProject($"<OutputType>Exe</OutputType>{TestProject.Net10}", $"""<PackageReference Include="Motion" Version="{version}" />""", "Microsoft.NET.Sdk");
        (await app.Build()).ShouldSucceed();
        (int exitCode, string output) = await app.RunDotnet(app.PathOf("bin", "Debug", "net10.0", "App.dll"));

        // Assert
        Assert.AreEqual(0, exitCode, output);
        Assert.AreEqual("True", output.Trim());
        using ZipArchive package = await ZipFile.OpenReadAsync(Path.Combine(PackageFeed.Packages, $"Motion.{version}.nupkg"));
        CollectionAssert.AreEquivalent(
            new[] { "lib/net10.0/Motion.dll", "lib/netstandard2.0/Motion.dll" },
            package.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("lib/", System.StringComparison.Ordinal) || name.Contains("tiny", System.StringComparison.OrdinalIgnoreCase)).ToArray());
    }

    [TestMethod]
    public async Task AProjectThatIsNotCSharpGetsTheResourceAndTheReport()
    {
        TestProject project = new TestProject("Motion")
            .AddGestureFile("gestures.onnx")
            .Write("Program.vb", "Module Program\n  Sub Main()\n    System.Console.WriteLine(TinyMl.TinyModel.LoadEmbedded(GetType(Program).Assembly, \"TinyMl.Gestures.tinyml\").Name)\n  End Sub\nEnd Module\n")
            .Write("Motion.vbproj", $"""<Project Sdk="TinyMl.Sdk/{PackageFeed.Version}"><PropertyGroup><OutputType>Exe</OutputType>{TestProject.Net10}</PropertyGroup><ItemGroup><TinyModel Include="models/gestures.onnx" Quantization="None" /></ItemGroup></Project>""");

        (await project.Run(["build", "Motion.vbproj", "--nologo"])).ShouldSucceed().ShouldRunTasks("ResolveModels", "ImportModels", "CompileModels", "CheckBudget");
        (int exitCode, string output) = await project.RunDotnet(project.PathOf("bin", "Debug", "net10.0", "Motion.dll"));

        Assert.AreEqual(0, exitCode, output);
        Assert.AreEqual("Gestures", output.Trim());
        Assert.IsTrue(File.Exists(Path.Combine(project.Outputs, "Gestures.report.json")));
        Assert.IsFalse(File.Exists(Path.Combine(project.Outputs, "Gestures.g.cs")));
    }
}
