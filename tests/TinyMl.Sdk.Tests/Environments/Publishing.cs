using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Sdk.Tests.Building;

namespace TinyMl.Sdk.Tests.Environments;

[TestClass]
public sealed class Publishing
{
    [TestMethod]
    public async Task ATrimmedSingleFileHoldsTheModelAndNothingElseIsPublished()
    {
        TestProject project = new TestProject("Gadget")
            .AddGestureFile("gestures.onnx")
            .AddGestureFile("gestures.labels.txt")
            .Write("Program.cs", "System.Console.WriteLine(Gadget.Gestures.Load().Predict(new float[192]).Label);")
            .WriteProject(
                $"<OutputType>Exe</OutputType>{TestProject.Net10}<RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier><SelfContained>true</SelfContained><PublishTrimmed>true</PublishTrimmed><PublishSingleFile>true</PublishSingleFile><InvariantGlobalization>true</InvariantGlobalization><DebugType>embedded</DebugType>",
                """<TinyModel Include="models/gestures.onnx" Quantization="None" Labels="models/gestures.labels.txt" />""");

        (await project.Run(["publish", "--nologo", "-o", project.PathOf("published")])).ShouldSucceed();

        string program = Directory.GetFiles(project.PathOf("published")).Single();
        (int exitCode, string output) = await project.Start(program);
        Assert.AreEqual(0, exitCode, output);
        Assert.Contains(output.Trim(), await File.ReadAllLinesAsync(project.PathOf("models", "gestures.labels.txt")));
    }
}
