using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Sdk.Tests.Building;

namespace TinyMl.Sdk.Tests.Environments;

[TestClass]
public sealed class CanceledBuilds
{
    // Far more than the second that models take, for MSBuild and for machines that do other things too.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task EndSoonAndLeaveNoHalfFile()
    {
        if (OperatingSystem.IsWindows()) Assert.Inconclusive("Interrupts a process by its signal.");
        TestProject project = new TestProject("Gadget").AddModel("models/gestures.onnx").AddGestureFile("gestures.calibration.npz").WriteProject(
            TestProject.Net10, """<TinyModel Include="models/gestures.onnx" CalibrationData="models/gestures.calibration.npz" Quantization="Auto" FlashBudget="1KB" MinAccuracy="-0.01" />""");
        (await project.Run(["restore", "--nologo"])).ShouldSucceed();
        var watch = new Stopwatch();

        (int exitCode, string output) = await Dotnet.Start("dotnet", project.Folder, PackageFeed.Environment, Interrupt, "build", "--no-restore", "--nologo");
        TestContext.WriteLine($"{watch.Elapsed}\n{output}");

        Assert.AreNotEqual(0, exitCode, output);
        Assert.IsLessThan(Longest, watch.Elapsed);
        Assert.IsTrue(Written("*.graph"));
        Assert.IsFalse(Written("*.tinyml"));
        Assert.IsFalse(Written("*.tmp"));

        bool Written(string files) => Directory.Exists(project.Outputs) && Directory.EnumerateFiles(project.Outputs, files, SearchOption.AllDirectories).Any();

        // When the model is imported, and so is being compiled.
        async Task Interrupt(Process build)
        {
            while (!build.HasExited && !Written("*.graph")) await Task.Delay(20, TestContext.CancellationToken);
            watch.Start();
            using var kill = Process.Start("kill", ["-INT", build.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync(TestContext.CancellationToken);
        }
    }
}
