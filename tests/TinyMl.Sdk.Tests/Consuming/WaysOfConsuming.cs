using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Sdk.Tests.Building;

namespace TinyMl.Sdk.Tests.Consuming;

[TestClass]
public sealed class WaysOfConsuming
{
    private const string Model = """<TinyModel Include="models/gestures.onnx" Quantization="None" Labels="models/gestures.labels.txt" />""";

    private const string Program =
        """
        using System;
        using Gadget;

        Gestures gestures = Gestures.Load();
        Console.WriteLine($"{Gestures.Labels.Count} labels, {Gestures.FlashBytes > 0 && Gestures.ArenaBytes == gestures.Model.ArenaBytes}");
        Console.WriteLine(gestures.Predict(new float[gestures.Model.Inputs[0].Shape[1] * gestures.Model.Inputs[0].Shape[3]]).Label);
        """;

    [TestMethod]
    public async Task TheSdkAloneBringsTheBaseSdkAndTheRuntimeAlong() => await BuildsAndRuns(
        $"""<Project Sdk="TinyMl.Sdk/{PackageFeed.Version}">""", "");

    [TestMethod]
    public async Task TheSdkStandsBesideTheBaseSdkInTheAttribute() => await BuildsAndRuns(
        $"""<Project Sdk="Microsoft.NET.Sdk;TinyMl.Sdk/{PackageFeed.Version}">""", "");

    [TestMethod]
    public async Task TheSdkStandsBesideTheBaseSdkAsAnElement() => await BuildsAndRuns(
        $"""<Project Sdk="Microsoft.NET.Sdk"><Sdk Name="TinyMl.Sdk" Version="{PackageFeed.Version}" />""", "");

    [TestMethod]
    public async Task ThePackageBringsTheRuntimeAlong() => await BuildsAndRuns(
        """<Project Sdk="Microsoft.NET.Sdk">""", $"""<PackageReference Include="TinyMl.Sdk" Version="{PackageFeed.Version}" />""");

    [TestMethod]
    public async Task TheSdkAndThePackageInOneVersionAreImportedOnce() => await BuildsAndRuns(
        $"""<Project Sdk="TinyMl.Sdk/{PackageFeed.Version}">""", $"""<PackageReference Include="TinyMl.Sdk" Version="{PackageFeed.Version}" />""");

    [TestMethod]
    public async Task TheSdkLeavesAReferenceToTheRuntimeToTheProjectThatHasOne() => await BuildsAndRuns(
        $"""<Project Sdk="TinyMl.Sdk/{PackageFeed.Version}">""", $"""<PackageReference Include="TinyMl.Kernels" Version="{PackageFeed.Version}" />""");

    [TestMethod]
    public async Task DotnetAddPackageIsEnough()
    {
        TestProject project = Project("""<Project Sdk="Microsoft.NET.Sdk">""", "");
        (int exitCode, string output) = await project.RunDotnet("add", "package", "TinyMl.Sdk", "--version", PackageFeed.Version);
        Assert.AreEqual(0, exitCode, output);

        await BuildsAndRuns(project);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task CentralPackageVersionsWork(bool asSdk)
    {
        TestProject project = asSdk
            ? Project($"""<Project Sdk="TinyMl.Sdk/{PackageFeed.Version}">""", "")
            : Project("""<Project Sdk="Microsoft.NET.Sdk">""", """<PackageReference Include="TinyMl.Sdk" />""");
        project.Write(
            "Directory.Packages.props",
            $"""
            <Project>
              <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
              <ItemGroup>{(asSdk ? "" : $"""<PackageVersion Include="TinyMl.Sdk" Version="{PackageFeed.Version}" />""")}</ItemGroup>
            </Project>
            """);

        await BuildsAndRuns(project);
    }

    private static Task BuildsAndRuns(string opening, string reference) => BuildsAndRuns(Project(opening, reference));

    private static async Task BuildsAndRuns(TestProject project)
    {
        (await project.Build()).ShouldSucceed();

        (int exitCode, string output) = await project.RunDotnet(project.PathOf("bin", "Debug", "net10.0", "Gadget.dll"));
        Assert.AreEqual(0, exitCode, output);
        StringAssert.StartsWith(output, "5 labels, True");
    }

    private static TestProject Project(string opening, string reference) => new TestProject("Gadget")
        .AddGestureFile("gestures.onnx")
        .AddGestureFile("gestures.labels.txt")
        .Write("Program.cs", Program)
        .Write("Gadget.csproj", $"{opening}<PropertyGroup><OutputType>Exe</OutputType>{TestProject.Net10}</PropertyGroup><ItemGroup>{Model}{reference}</ItemGroup></Project>");
}
