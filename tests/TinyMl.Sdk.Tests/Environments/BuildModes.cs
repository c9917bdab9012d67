using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Sdk.Tests.Building;

namespace TinyMl.Sdk.Tests.Environments;

[TestClass]
public sealed class BuildModes
{
    private const string Model = """<TinyModel Include="models/gestures.onnx" Quantization="None" />""";

    [TestMethod]
    public async Task AnIsolatedGraphBuildsAProjectAndWhatItReferences()
    {
        string home = Path.Combine(PackageFeed.Folder, "projects", "graph");
        new TestProject("Library", home).AddModel("models/gestures.onnx").WriteProject(TestProject.Net10, Model);
        TestProject app = new TestProject("App", home)
            .Write("Program.cs", "System.Console.WriteLine(typeof(Program).Assembly.GetManifestResourceNames().Length);")
            .WriteProject($"<OutputType>Exe</OutputType>{TestProject.Net10}<TinyMlFlashBudget>1</TinyMlFlashBudget>", """<ProjectReference Include="../Library/Library.csproj" />""");
        (await app.Run(["restore", "--nologo"])).ShouldSucceed();

        // Models of referenced projects do not count for the budget of the app.
        (await app.Build("--no-restore", "-graph", "-isolate")).ShouldSucceed().ShouldRunTasks("ResolveModels", "ImportModels", "CompileModels", "WriteAccessors", "CheckBudget");
        (await app.Build("--no-restore", "-graph", "-isolate")).ShouldSucceed().ShouldRunTasks();
    }

    [TestMethod]
    public async Task AMultithreadedBuildRunsTheTasksInItsOwnProcess()
    {
        TestProject project = Library();
        (await project.Run(["restore", "--nologo"])).ShouldSucceed();

        // The server that a multithreaded build asks for would outlive the test.
        BuildResult result = await project.Run(["build", "--no-restore", "-mt", "--nologo"], new Dictionary<string, string> { ["MSBUILDUSESERVER"] = "0" });

        result.ShouldSucceed().ShouldRunTasks("ResolveModels", "ImportModels", "CompileModels", "WriteAccessors", "CheckBudget");
        Assert.IsFalse(result.LaunchedTaskHostForOurTasks, result.Output);
    }

    [TestMethod]
    public async Task ArtifactsGoWhereTheyAreSent()
    {
        TestProject project = Library();

        (await project.Build("--artifacts-path", project.PathOf("out"))).ShouldSucceed();
        (await project.Build("--artifacts-path", project.PathOf("out"))).ShouldSucceed().ShouldRunTasks();

        Assert.HasCount(1, Directory.GetFiles(project.PathOf("out"), "Gestures.tinyml", SearchOption.AllDirectories));
        Assert.IsFalse(Directory.Exists(project.PathOf("obj", "Debug")));
    }

    [TestMethod]
    public async Task EachTargetFrameworkHasItsOwnModelsAndVerdict()
    {
        TestProject project = new TestProject("Gadget")
            .AddModel("models/gestures.onnx")
            .WriteProject("""<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks><TinyMlFlashBudget Condition="'$(TargetFramework)' == 'netstandard2.0'">1</TinyMlFlashBudget>""", Model);

        (await project.Build()).ShouldFailWith("TML2001");
        (await project.Build("-p:TinyMlFlashBudget=1MB")).ShouldSucceed();
        (await project.Build("-p:TinyMlFlashBudget=1MB")).ShouldSucceed().ShouldRunTasks();

        byte[][] packed = [.. Directory.GetFiles(project.PathOf("obj"), "Gestures.tinyml", SearchOption.AllDirectories).Select(File.ReadAllBytes)];
        Assert.HasCount(2, packed);
        CollectionAssert.AreEqual(packed[0], packed[1]);
    }

    [TestMethod]
    public async Task TwoProjectsShareAModelAndACacheInAParallelBuild()
    {
        string home = Path.Combine(PackageFeed.Folder, "projects", "shared");
        TestProject first = new TestProject("First", home).AddModel("../models/gestures.onnx").WriteProject(TestProject.Net10, Model.Replace("models/", "../models/", StringComparison.Ordinal));
        TestProject second = new TestProject("Second", home).WriteProject(TestProject.Net10, Model.Replace("models/", "../models/", StringComparison.Ordinal));
        TestProject both = new TestProject("Both", home).Write(
            "Both.csproj",
            """
            <Project DefaultTargets="Build">
              <Target Name="Build"><MSBuild Projects="../First/First.csproj;../Second/Second.csproj" BuildInParallel="true" Targets="Restore;Build" /></Target>
            </Project>
            """);

        BuildResult result = await both.Run(["msbuild", "-m", "-nologo", "-p:TinyMlCacheDirectory=" + Path.Combine(home, "cache")]);

        result.ShouldSucceed();
        CollectionAssert.AreEqual(
            await File.ReadAllBytesAsync(Path.Combine(first.Outputs, "Gestures.tinyml")),
            await File.ReadAllBytesAsync(Path.Combine(second.Outputs, "Gestures.tinyml")));
        Assert.HasCount(1, Directory.GetFiles(Path.Combine(home, "cache"), "*.graph", SearchOption.AllDirectories));
    }

    [TestMethod]
    public async Task ACacheGivesWhatWouldHaveBeenBuiltAndADamagedEntryDoesNotHarm()
    {
        TestProject project = Library();
        string cache = "-p:TinyMlCacheDirectory=" + project.PathOf("cache");
        string packed = Path.Combine(project.Outputs, "Gestures.tinyml");
        (await project.Build(cache)).ShouldSucceed();
        byte[] built = await File.ReadAllBytesAsync(packed);

        Directory.Delete(project.PathOf("obj", "Debug"), recursive: true);
        DateTime[] entries = Entries(project);
        (await project.Build(cache)).ShouldSucceed();
        CollectionAssert.AreEqual(built, await File.ReadAllBytesAsync(packed));
        CollectionAssert.AreEqual(entries, Entries(project));

        Directory.Delete(project.PathOf("obj", "Debug"), recursive: true);
        foreach (string entry in Directory.GetFiles(project.PathOf("cache"), "*", SearchOption.AllDirectories)) await File.WriteAllTextAsync(entry, "damaged");
        (await project.Build(cache)).ShouldSucceed();
        CollectionAssert.AreEqual(built, await File.ReadAllBytesAsync(packed));
    }

    [TestMethod]
    public async Task AnotherCultureGivesTheSameBytesAndText()
    {
        TestProject project = new TestProject("Gadget").AddModel("models/gestures.onnx").WriteProject(TestProject.Net10, Model.Replace("/>", "Pruning=\"Magnitude\" Sparsity=\"0.25\" />", StringComparison.Ordinal));
        (await project.Build()).ShouldSucceed();
        Dictionary<string, string> here = Contents(project);
        (await project.Run(["clean", "--nologo"])).ShouldSucceed();

        (await project.Run(["build", "--nologo"], new Dictionary<string, string> { ["LANG"] = "tr_TR.UTF-8", ["LC_ALL"] = "tr_TR.UTF-8" })).ShouldSucceed();

        CollectionAssert.AreEquivalent(here, Contents(project));
    }

    private static TestProject Library() => new TestProject("Gadget").AddModel("models/gestures.onnx").WriteProject(TestProject.Net10, Model);

    private static DateTime[] Entries(TestProject project) =>
        [.. Directory.GetFiles(project.PathOf("cache"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.GetLastWriteTimeUtc)];

    private static Dictionary<string, string> Contents(TestProject project) =>
        Directory.GetFiles(project.Outputs).ToDictionary(path => Path.GetFileName(path), path => Convert.ToHexString(File.ReadAllBytes(path)));
}
