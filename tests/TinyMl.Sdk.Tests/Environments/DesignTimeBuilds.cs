using System.IO;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Sdk.Tests.Building;

namespace TinyMl.Sdk.Tests.Environments;

[TestClass]
public sealed class DesignTimeBuilds
{
    private static readonly string[] Arguments =
    [
        "msbuild", "-t:Compile", "-p:DesignTimeBuild=true", "-p:BuildingProject=false", "-p:BuildingInsideVisualStudio=true",
        "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true", "-getItem:CscCommandLineArgs",
    ];

    [TestMethod]
    public async Task AnAccessorIsThereBeforeTheFirstBuildAndIsNeverTakenForABuiltOne()
    {
        // Arrange: a model that does not build, for the IDE does not run the compiler.
        TestProject project = new TestProject("Gadget")
            .AddGestureFile("gestures.labels.txt")
            .Write("models/gestures.onnx", "not yet a model")
            .WriteProject(TestProject.Net10 + "<TinyMlDevice>unknown</TinyMlDevice>", """<TinyModel Include="models/gestures.onnx" Labels="models/gestures.labels.txt" />""");
        (await project.Run(["restore", "--nologo"])).ShouldSucceed();

        // Act and assert: before the first build.
        BuildResult first = (await project.Run(Arguments)).ShouldSucceed().ShouldRunTasks("WriteDesignTimeAccessors");
        Assert.Contains("Gestures.design.g.cs", first.Output);
        Assert.Contains("Predict", await File.ReadAllTextAsync(Path.Combine(project.Outputs, "Gestures.design.g.cs")));
        (await project.Run(Arguments)).ShouldSucceed().ShouldRunTasks();

        // A real build is not impressed by what the IDE left, and the IDE compiles what it built.
        File.Delete(project.PathOf("models", "gestures.onnx"));
        project.AddGestureFile("gestures.onnx").WriteProject(TestProject.Net10, """<TinyModel Include="models/gestures.onnx" Quantization="None" Labels="models/gestures.labels.txt" />""");
        (await project.Build()).ShouldSucceed().ShouldRunTasks("ResolveModels", "ImportModels", "CompileModels", "WriteAccessors", "CheckBudget");
        BuildResult second = (await project.Run(Arguments)).ShouldSucceed().ShouldRunTasks();
        Assert.Contains("Gestures.g.cs", second.Output);
        Assert.DoesNotContain("Gestures.design.g.cs", second.Output);
        (await project.Build("--no-restore")).ShouldSucceed().ShouldRunTasks();
    }
}
