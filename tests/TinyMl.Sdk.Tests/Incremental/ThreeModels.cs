using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Sdk.Tests.Building;

namespace TinyMl.Sdk.Tests.Incremental;

[TestClass]
public sealed class ThreeModels
{
    private const string A = """<TinyModel Include="models/a.onnx" Quantization="None" />""";
    private const string B = """<TinyModel Include="models/b.onnx" Quantization="None" />""";
    private const string C = """<TinyModel Include="models/c.onnx" Quantization="None" />""";

    [TestMethod]
    public async Task NothingIsDoneAgainUntilSomethingChanges()
    {
        TestProject project = await Built(A + B + C);
        Dictionary<string, DateTime> times = Times(project);

        // Three builds in a row, for what deletes and what restores an output may alternate.
        for (int i = 0; i < 3; i++)
        {
            BuildResult result = (await project.Build("--no-restore")).ShouldSucceed().ShouldRunTasks();
            Assert.IsFalse(result.CompilerRan);
        }

        (await project.Build("--no-restore", "-question")).ShouldSucceed();
        CollectionAssert.AreEquivalent(times, Times(project));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(-1)]
    public async Task ATouchedModelIsHashedAndNothingElse(int hours)
    {
        TestProject project = await Built(A + B + C);
        Dictionary<string, DateTime> times = Times(project);
        ModelFiles.Touch(project.PathOf("models", "b.onnx"), TimeSpan.FromHours(hours));

        BuildResult result = (await project.Build("--no-restore")).ShouldSucceed().ShouldRunTasks("ResolveModels");

        Assert.IsFalse(result.CompilerRan);
        CollectionAssert.AreEquivalent(times, Times(project));
        (await project.Build("--no-restore", "-question")).ShouldSucceed();
    }

    [TestMethod]
    public async Task AnIDEKnowsThatATouchedModelIsUpToDateAgain()
    {
        TestProject project = await Built(A);
        string stamp = Path.Combine(project.Outputs, "stages", "finished.stamp");
        DateTime before = File.GetLastWriteTimeUtc(stamp);
        ModelFiles.Touch(project.PathOf("models", "a.onnx"), TimeSpan.Zero);
        File.SetLastWriteTimeUtc(project.PathOf("models", "a.onnx"), DateTime.UtcNow);

        (await project.Build("--no-restore")).ShouldSucceed();

        Assert.IsGreaterThan(before, File.GetLastWriteTimeUtc(stamp));
        Assert.IsGreaterThan(File.GetLastWriteTimeUtc(project.PathOf("models", "a.onnx")), File.GetLastWriteTimeUtc(stamp));
    }

    [TestMethod]
    public async Task AChangedModelIsBuiltAgainAndTheOthersAreNot()
    {
        TestProject project = await Built(A + B + C);
        Dictionary<string, DateTime> times = Times(project);
        ModelFiles.AddDocString(project.PathOf("models", "b.onnx"), "another version");

        BuildResult result = (await project.Build("--no-restore")).ShouldSucceed().ShouldRunTasks("ResolveModels", "ImportModels", "CompileModels", "WriteAccessors", "CheckBudget");

        CollectionAssert.AreEqual(new[] { "B" }, result.WorkedOn("ImportModels"));
        CollectionAssert.AreEqual(new[] { "B" }, result.WorkedOn("CompileModels"));
        Assert.IsTrue(result.CompilerRan);
        CollectionAssert.AreEqual(new[] { "B.g.cs", "B.tinyml" }, Changes(times, Times(project)));
    }

    [TestMethod]
    public async Task AnotherQuantizationDoesNotImportAgain()
    {
        TestProject project = await Built(A + B + C);
        WriteProject(project, A + B.Replace("None", "Float16", StringComparison.Ordinal) + C);

        BuildResult result = (await project.Build()).ShouldSucceed().ShouldRunTasks("ResolveModels", "CompileModels", "WriteAccessors", "CheckBudget");

        CollectionAssert.AreEqual(new[] { "B" }, result.WorkedOn("CompileModels"));
    }

    [TestMethod]
    public async Task AnotherNamespaceWritesTheAccessorOnly()
    {
        TestProject project = await Built(A);
        WriteProject(project, A.Replace("/>", "Namespace=\"Elsewhere\" />", StringComparison.Ordinal));

        BuildResult result = (await project.Build()).ShouldSucceed().ShouldRunTasks("ResolveModels", "WriteAccessors");

        Assert.IsTrue(result.CompilerRan);
    }

    [TestMethod]
    public async Task ARemovedModelLeavesNothing()
    {
        TestProject project = await Built(A + B + C);
        WriteProject(project, A + C);

        (await project.Build()).ShouldSucceed().ShouldRunTasks("ResolveModels", "CheckBudget");

        Assert.IsEmpty(Directory.GetFiles(project.Outputs, "B.*", SearchOption.AllDirectories));
        CollectionAssert.AreEqual(new[] { "TinyMl.A.tinyml", "TinyMl.C.tinyml" }, await Resources(project));

        WriteProject(project, "");
        (await project.Build()).ShouldSucceed().ShouldRunTasks();
        Assert.IsEmpty(Directory.Exists(project.Outputs) ? Directory.GetFiles(project.Outputs, "*", SearchOption.AllDirectories) : []);
    }

    [TestMethod]
    [DataRow("B.tinyml")]
    [DataRow("B.g.cs")]
    [DataRow("B.report.json")]
    [DataRow("B.recipe.json")]
    public async Task ADeletedOutputComesBackAsItWas(string file)
    {
        TestProject project = await Built(A + B);
        string path = Path.Combine(project.Outputs, file);
        byte[] before = await File.ReadAllBytesAsync(path);
        File.Delete(path);

        BuildResult result = (await project.Build("--no-restore")).ShouldSucceed();

        CollectionAssert.AreEqual(before, await File.ReadAllBytesAsync(path));
        Assert.DoesNotContain("ImportModels", result.TasksRun);
        (await project.Build("--no-restore")).ShouldSucceed().ShouldRunTasks();
    }

    [TestMethod]
    public async Task AFailedBuildIsMendedByTheNextOne()
    {
        TestProject project = await Built(A + B);
        string path = project.PathOf("models", "b.onnx");
        byte[] good = await File.ReadAllBytesAsync(path);
        byte[] packed = await File.ReadAllBytesAsync(Path.Combine(project.Outputs, "B.tinyml"));
        await File.WriteAllBytesAsync(path, good[..(good.Length / 2)]);

        (await project.Build("--no-restore")).ShouldFailWith("TML1003");
        (await project.Build("--no-restore")).ShouldFailWith("TML1003");
        await File.WriteAllBytesAsync(path, good);
        (await project.Build("--no-restore")).ShouldSucceed();

        CollectionAssert.AreEqual(packed, await File.ReadAllBytesAsync(Path.Combine(project.Outputs, "B.tinyml")));
        (await project.Build("--no-restore")).ShouldSucceed().ShouldRunTasks();
    }

    [TestMethod]
    public async Task CleanLeavesNothingAndTheNextBuildGivesTheSameBytes()
    {
        TestProject project = await Built(A);
        byte[] packed = await File.ReadAllBytesAsync(Path.Combine(project.Outputs, "A.tinyml"));

        (await project.Run(["clean", "--nologo"])).ShouldSucceed();
        Assert.IsFalse(Directory.Exists(project.Outputs));

        (await project.Build()).ShouldSucceed();
        CollectionAssert.AreEqual(packed, await File.ReadAllBytesAsync(Path.Combine(project.Outputs, "A.tinyml")));
    }

    private static async Task<TestProject> Built(string items)
    {
        var project = new TestProject("Gadget");
        WriteProject(project, items);
        foreach (string name in new[] { "a", "b", "c" })
        {
            project.AddModel($"models/{name}.onnx");
            ModelFiles.AddDocString(project.PathOf("models", name + ".onnx"), name);
        }

        (await project.Build()).ShouldSucceed();
        return project;
    }

    private static void WriteProject(TestProject project, string items) => project.WriteProject(TestProject.Net10, items);

    /// <summary>When the outputs that the compiler of the language reads were written.</summary>
    private static Dictionary<string, DateTime> Times(TestProject project) =>
        Directory.GetFiles(project.Outputs).Where(path => !path.EndsWith(".json", StringComparison.Ordinal)).ToDictionary(path => Path.GetFileName(path), File.GetLastWriteTimeUtc);

    private static string[] Changes(Dictionary<string, DateTime> before, Dictionary<string, DateTime> after) =>
        [.. after.Where(pair => before[pair.Key] != pair.Value).Select(pair => pair.Key).Order(StringComparer.Ordinal)];

    private static async Task<string[]> Resources(TestProject project)
    {
        using var assembly = new System.Reflection.PortableExecutable.PEReader(new MemoryStream(await File.ReadAllBytesAsync(project.PathOf("bin", "Debug", "net10.0", "Gadget.dll"))));
        System.Reflection.Metadata.MetadataReader metadata = System.Reflection.Metadata.PEReaderExtensions.GetMetadataReader(assembly);
        return [.. metadata.ManifestResources.Select(handle => metadata.GetString(metadata.GetManifestResource(handle).Name)).Order(StringComparer.Ordinal)];
    }
}
