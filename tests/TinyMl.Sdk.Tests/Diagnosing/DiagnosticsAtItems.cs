using System;
using System.IO;
using System.Linq;
using Microsoft.Build.Logging.StructuredLogger;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Sdk.Tests.Building;
using Task = System.Threading.Tasks.Task;

namespace TinyMl.Sdk.Tests.Diagnosing;

[TestClass]
public sealed class DiagnosticsAtItems
{
    [TestMethod]
    public async Task EveryWrongItemIsReportedAtItsOwnLine()
    {
        // Arrange: one element a line, so that lines tell them apart.
        (string Code, string Element)[] items =
        [
            ("TML1001", """<TinyModel Include="models/missing.onnx" Quantization="None" />"""),
            ("TML1103", """<TinyModel Include="models/a.onnx" Quantization="Int7" />"""),
            ("TML1103", """<TinyModel Include="models/b.onnx" Compression="Zip" />"""),
            ("TML1103", """<TinyModel Include="models/c.onnx" Sparsity="0.5" />"""),
            ("TML1103", """<TinyModel Include="models/d.onnx" MinAccuracy="0.9" />"""),
            ("TML1103", """<TinyModel Include="models/e.onnx" ClassName="not-a-name" />"""),
            ("TML1103", """<TinyModel Include="models/load.onnx" Quantization="None" />"""),
            ("TML3002", """<TinyModel Include="models/f.onnx" FlashBudget="plenty" />"""),
            ("TML1104", """<TinyModel Include="models/same.onnx" Quantization="None" /><TinyModel Include="models\..\models\same.onnx" Quantization="None" />"""),
            ("TML1105", """<TinyModel Include="models/x_y.onnx" Quantization="None" /><TinyModel Include="models/x.y.onnx" ClassName="XY" Quantization="None" />"""),
        ];
        TestProject project = new TestProject("Gadget").Write(
            "Gadget.csproj",
            $"<Project Sdk=\"TinyMl.Sdk/{PackageFeed.Version}\">\n<PropertyGroup>{TestProject.Net10}</PropertyGroup>\n<ItemGroup>\n{string.Join('\n', items.Select(item => "  " + item.Element))}\n</ItemGroup>\n</Project>\n");

        // Act
        BuildResult result = await project.Build();

        // Assert: all metadata at once; the missing file is found once metadata is right.
        Assert.AreNotEqual(0, result.ExitCode);
        CollectionAssert.AreEqual(
            items.Select((item, index) => (item.Code, Line: index + 4)).Where(item => item.Code != "TML1001").ToArray(),
            result.Errors.Select(error => (error.Code, Line: error.LineNumber)).ToArray(),
            result.Output);
        Assert.IsTrue(result.Errors.All(error => error.File == project.ProjectFile && error.ColumnNumber > 0));
        Assert.IsFalse(File.Exists(Path.Combine(project.Outputs, "stages", "models.txt")));
    }

    [TestMethod]
    public async Task AnItemIsFoundBehindAGlobInAnImportedFile()
    {
        TestProject project = new TestProject("Gadget")
            .AddModel("models/first.onnx")
            .AddModel("models/second.onnx")
            .Write("Models.props", "<Project>\n  <ItemGroup>\n    <TinyModel Include=\"other.onnx\" Condition=\"false\" />\n    <TinyModel Include=\"$(MSBuildThisFileDirectory)models/s*.onnx\" />\n  </ItemGroup>\n</Project>\n")
            .Write("Gadget.csproj", $"""<Project Sdk="TinyMl.Sdk/{PackageFeed.Version}"><Import Project="Models.props" /><PropertyGroup>{TestProject.Net10}</PropertyGroup></Project>""");

        Error error = (await project.Build()).ShouldFailWith("TML1101");

        Assert.AreEqual(project.PathOf("Models.props"), error.File);
        Assert.AreEqual(4, error.LineNumber);
        Assert.Contains("second.onnx", error.Text);
    }

    [TestMethod]
    public async Task ADiagnosticLinksToItsSectionInThePackageInUse()
    {
        TestProject project = new TestProject("Gadget").WriteProject(TestProject.Net10, """<TinyModel Include="missing.onnx" Quantization="None" />""");

        // Binary logs do not hold help links; the terminal logger makes the code a link to it.
        BuildResult result = await project.Build("-tl:on");

        result.ShouldFailWith("TML1001");
        var link = new Uri(result.Output.Split("\e]8;;")[1].Split('\e')[0]);
        Assert.IsTrue(link.IsFile);
        Assert.AreEqual("#tml1001", link.Fragment);
        Assert.Contains("<h2 id=\"tml1001\">", await File.ReadAllTextAsync(link.LocalPath));
    }

    [TestMethod]
    public async Task LabelsThatDoNotMatchTheOutputsAreCounted()
    {
        TestProject project = new TestProject("Gadget")
            .AddModel("models/gestures.onnx")
            .Write("labels.txt", "one\ntwo\n")
            .WriteProject(TestProject.Net10, """<TinyModel Include="models/gestures.onnx" Quantization="None" Labels="labels.txt" />""");

        Error error = (await project.Build()).ShouldFailWith("TML1106");

        Assert.Contains("2 labels", error.Text);
    }

    [TestMethod]
    public async Task AWrongDeviceAndAWrongSizeStandAtTheProject()
    {
        TestProject project = new TestProject("Gadget")
            .AddModel("models/gestures.onnx")
            .WriteProject(TestProject.Net10, """<TinyModel Include="models/gestures.onnx" Quantization="None" />""");

        Error device = (await project.Build("-p:TinyMlDevice=arduino-nano-33-bel")).ShouldFailWith("TML3001");
        Error size = (await project.Build("-p:TinyMlRamBudget=much")).ShouldFailWith("TML3002");

        Assert.Contains("arduino-nano-33-ble", device.Text);
        Assert.AreEqual(project.ProjectFile, device.File);
        Assert.AreEqual(project.ProjectFile, size.File);
    }
}
