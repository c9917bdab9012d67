using System;
using System.IO;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Sdk.Tests.Building;

namespace TinyMl.Sdk.Tests.Incremental;

[TestClass]
public sealed class DataFiles
{
    [TestMethod]
    public async Task CalibrationDataAndLabelsAreInputsByContent()
    {
        // Arrange: calibration data as a folder of raw tensors, one sample a file.
        TestProject project = new TestProject("Gadget")
            .AddModel("models/gestures.onnx")
            .AddGestureFile("gestures.labels.txt")
            .WriteProject(TestProject.Net10, """<TinyModel Include="models/gestures.onnx" CalibrationData="models/samples" Labels="models\gestures.labels.txt" />""");
        Directory.CreateDirectory(project.PathOf("models", "samples"));
        WriteSample(project, "1.bin", 1);
        WriteSample(project, "2.bin", -1);
        (await project.Build()).ShouldSucceed().ShouldRunTasks("ResolveModels", "ImportModels", "CompileModels", "WriteAccessors", "CheckBudget");
        (await project.Build("--no-restore")).ShouldSucceed().ShouldRunTasks();

        // Act and assert
        WriteSample(project, "3.bin", 2);
        (await project.Build("--no-restore")).ShouldSucceed().ShouldRunTasks("ResolveModels", "CompileModels", "WriteAccessors", "CheckBudget");

        File.Delete(project.PathOf("models", "samples", "3.bin"));
        (await project.Build("--no-restore")).ShouldSucceed().ShouldRunTasks("ResolveModels", "CompileModels", "WriteAccessors", "CheckBudget");

        await File.AppendAllTextAsync(project.PathOf("models", "gestures.labels.txt"), "\n");
        (await project.Build("--no-restore")).ShouldSucceed().ShouldRunTasks("ResolveModels", "WriteAccessors");
        (await project.Build("--no-restore", "-question")).ShouldSucceed();
    }

    [TestMethod]
    public async Task TheRecipeThatWasTakenBuildsTheSameAgainAndIsAnInputByContent()
    {
        TestProject project = new TestProject("Gadget").AddModel("models/gestures.onnx").AddGestureFile("gestures.calibration.npz");
        Write("");
        (await project.Build()).ShouldSucceed();
        byte[] decided = await File.ReadAllBytesAsync(Path.Combine(project.Outputs, "Gestures.tinyml"));
        string recipe = await File.ReadAllTextAsync(Path.Combine(project.Outputs, "Gestures.recipe.json")), path = project.PathOf("models", "gestures.recipe.json");
        await File.WriteAllTextAsync(path, recipe);

        Write("Recipe=\"models/gestures.recipe.json\"");
        (await project.Build("--no-restore")).ShouldSucceed().ShouldRunTasks("ResolveModels", "CompileModels", "WriteAccessors", "CheckBudget");
        CollectionAssert.AreEqual(decided, await File.ReadAllBytesAsync(Path.Combine(project.Outputs, "Gestures.tinyml")));
        (await project.Build("--no-restore")).ShouldSucceed().ShouldRunTasks();

        await File.WriteAllTextAsync(path, recipe.Replace("\"bits\": 8", "\"bits\": 4", StringComparison.Ordinal));
        (await project.Build("--no-restore")).ShouldSucceed().ShouldRunTasks("ResolveModels", "CompileModels", "WriteAccessors", "CheckBudget");
        Assert.IsLessThan(decided.Length, Size(project, "Gestures"));

        await File.WriteAllTextAsync(path, recipe.Replace("\"bits\"", "\"bit\"", StringComparison.Ordinal));
        Assert.Contains("a layer has no field 'bit'", (await project.Build("--no-restore")).ShouldFailWith("TML1103").Text);
        File.Delete(path);
        (await project.Build("--no-restore")).ShouldFailWith("TML1001");

        void Write(string metadata) => project.WriteProject(TestProject.Net10, $"""<TinyModel Include="models/gestures.onnx" CalibrationData="models/gestures.calibration.npz" {metadata} />""");
    }

    [TestMethod]
    public async Task WeightsBesideTheModelAreInputsOnceTheyAreKnown()
    {
        // Arrange
        TestProject project = new TestProject("Gadget")
            .AddModel("models/gestures.onnx")
            .AddModel("models/entirety.onnx")
            .WriteProject(TestProject.Net10, """<TinyModel Include="models/gestures.onnx" Quantization="None" /><TinyModel Include="models/entirety.onnx" Quantization="None" />""");
        string weights = ModelFiles.MoveWeightsOut(project.PathOf("models", "gestures.onnx"));

        // Act and assert: found in the first build, nothing to do in the second one, and its changes are seen in either direction.
        (await project.Build()).ShouldSucceed();
        Assert.AreEqual(Size(project, "Entirety"), Size(project, "Gestures"));
        (await project.Build("--no-restore")).ShouldSucceed().ShouldRunTasks();
        (await project.Build("--no-restore", "-question")).ShouldSucceed();

        ModelFiles.Touch(weights, TimeSpan.FromDays(-1));
        (await project.Build("--no-restore")).ShouldSucceed().ShouldRunTasks("ResolveModels");

        byte[] bytes = await File.ReadAllBytesAsync(weights);
        bytes[0] ^= 1;
        await File.WriteAllBytesAsync(weights, bytes);
        BuildResult changed = (await project.Build("--no-restore")).ShouldSucceed();
        CollectionAssert.AreEqual(new[] { "Gestures" }, changed.WorkedOn("ImportModels"));
        (await project.Build("--no-restore")).ShouldSucceed().ShouldRunTasks();

        File.Delete(weights);
        Assert.AreEqual(6, (await project.Build("--no-restore")).ShouldFailWith("TML1003").LineNumber);
    }

    private static long Size(TestProject project, string name) => new FileInfo(Path.Combine(project.Outputs, name + ".tinyml")).Length;

    private static void WriteSample(TestProject project, string name, float scale)
    {
        using var writer = new BinaryWriter(File.Create(project.PathOf("models", "samples", name)));
        for (int i = 0; i < 192; i++) writer.Write(scale * (i % 7) / 7f);
    }
}
