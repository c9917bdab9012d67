using System.IO;
using System.Linq;
using System.Text.Json;
using Microsoft.Build.Logging.StructuredLogger;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Sdk.Tests.Building;
using Task = System.Threading.Tasks.Task;

namespace TinyMl.Sdk.Tests.Diagnosing;

[TestClass]
public sealed class BudgetVerdicts
{
    [TestMethod]
    public async Task OverBudgetEveryBuildSaysTheSameWithoutCompilingAgain()
    {
        TestProject project = Project("");
        Error first = (await project.Build("-p:TinyMlFlashBudget=1KB")).ShouldFailWith("TML2001");

        BuildResult second = await project.Build("--no-restore", "-p:TinyMlFlashBudget=1KB");

        Error error = second.ShouldFailWith("TML2001");
        second.ShouldRunTasks("CheckBudget");
        Assert.AreEqual(first.Text, error.Text);
        Assert.AreEqual(project.ProjectFile, error.File);
        Assert.AreEqual(6, error.LineNumber);
        Assert.Contains("the budget is 1,024 bytes", error.Text);

        // A budget that it fits is checked, and nothing else is done again; then there is nothing to do.
        (await project.Build("--no-restore", "-p:TinyMlFlashBudget=1MB")).ShouldSucceed().ShouldRunTasks("ResolveModels", "CheckBudget");
        (await project.Build("--no-restore", "-p:TinyMlFlashBudget=1MB")).ShouldSucceed().ShouldRunTasks();
    }

    [TestMethod]
    public async Task WhatASearchCannotMeetEveryBuildSaysWithoutSearchingAgain()
    {
        TestProject project = new TestProject("Gadget")
            .AddModel("models/gestures.onnx")
            .AddGestureFile("gestures.calibration.npz")
            .WriteProject(TestProject.Net10, """<TinyModel Include="models/gestures.onnx" CalibrationData="models/gestures.calibration.npz" Quantization="Auto" MinAccuracy="-0.5" />""");
        Error first = (await project.Build("-p:TinyMlFlashBudget=1KB")).ShouldFailWith("TML2001");

        BuildResult second = await project.Build("--no-restore", "-p:TinyMlFlashBudget=1KB");

        Assert.AreEqual(first.Text, second.ShouldFailWith("TML2001").Text);
        second.ShouldRunTasks("CheckBudget");
        Assert.Contains("mixes that were tried, the smallest takes", first.Text);

        // Here the budget decides what is compiled.
        (await project.Build("--no-restore", "-p:TinyMlFlashBudget=1MB")).ShouldSucceed().ShouldRunTasks("ResolveModels", "CompileModels", "WriteAccessors", "CheckBudget");
    }

    [TestMethod]
    public async Task ABudgetCanBeAWarningWhichEveryBuildRepeats()
    {
        TestProject project = Project("<TinyMlTreatBudgetAsWarning>true</TinyMlTreatBudgetAsWarning><TinyMlRamBudget>100</TinyMlRamBudget>");
        await project.Build();

        BuildResult second = await project.Build("--no-restore");

        Assert.AreEqual(0, second.ExitCode, second.Output);
        Assert.AreEqual("TML2002", second.Warnings.Single().Code);
        Assert.AreEqual(6, second.Warnings.Single().LineNumber);
        second.ShouldRunTasks("CheckBudget");
    }

    [TestMethod]
    public async Task TheReportNamesTheDeviceAndTheBudgetThatTheModelWasHeldTo()
    {
        TestProject project = Project("<TinyMlDevice>arduino-nano-33-ble</TinyMlDevice><TinyMlFlashBudget>256KB</TinyMlFlashBudget><TinyMlFlashReserve>6KB</TinyMlFlashReserve>");

        (await project.Build()).ShouldSucceed();

        using JsonDocument report = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(project.Outputs, "Gestures.report.json")));
        JsonElement flash = report.RootElement.GetProperty("flash");
        Assert.AreEqual("arduino-nano-33-ble", report.RootElement.GetProperty("device").GetString());
        Assert.AreEqual(250 * 1024, flash.GetProperty("budget").GetInt64());
        Assert.AreEqual(new FileInfo(Path.Combine(project.Outputs, "Gestures.tinyml")).Length, flash.GetProperty("bytes").GetInt64());
    }

    private static TestProject Project(string properties) => new TestProject("Gadget")
        .AddModel("models/gestures.onnx")
        .WriteProject(TestProject.Net10 + properties, """<TinyModel Include="models/gestures.onnx" Quantization="None" />""");
}
