using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Microsoft.Build.Logging.StructuredLogger;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Sdk.Tests.Building;
using Task = System.Threading.Tasks.Task;

namespace TinyMl.Sdk.Tests.Template;

[TestClass]
public sealed class CreatingProjects
{
    private static readonly string[] Gestures = ["idle", "circle", "shake", "swipe", "tap"];

    [TestMethod]
    public async Task EverySwitchGivesAProjectThatBuildsAndTellsGesturesApart()
    {
        // Arrange: every switch, and names that are no identifiers.
        string parent = Path.Combine(PackageFeed.Folder, "projects", "template");
        (TestProject Project, string Device, long Flash, long Ram)[] cases =
        [
            (await TemplateHive.Create(parent, "Gadget"), "arduino-nano-33-ble", 983_040, 262_144),
            (await TemplateHive.Create(parent, "my-gadget", "--device", "raspberry-pi-pico"), "raspberry-pi-pico", 2_097_152, 262_144),
            (await TemplateHive.Create(parent, "My Gadget", "--flash", "64KB"), "arduino-nano-33-ble", 65_536, 262_144),
            (await TemplateHive.Create(parent, "Gadget.Device.2", "--ram", "32KB"), "arduino-nano-33-ble", 983_040, 32_768),
            (await TemplateHive.Create(parent, "2nd Gadget-x.y", "--device", "stm32f407-discovery", "--flash", "0.25MB", "--ram", "64KiB"), "stm32f407-discovery", 262_144, 65_536),
        ];

        // Act
        BuildResult result = await TemplateHive.Solution(parent, cases.Select(test => test.Project)).Run(["build", "All.slnx", "--nologo"]);

        // Assert
        result.ShouldSucceed();
        foreach ((TestProject project, string device, long flash, long ram) in cases)
        {
            using var report = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(project.Outputs, "Gestures.report.json")));
            Assert.AreEqual(device, report.RootElement.GetProperty("device").GetString());
            Assert.AreEqual(flash, report.RootElement.GetProperty("flash").GetProperty("budget").GetInt64(), project.Name);
            Assert.AreEqual(ram, report.RootElement.GetProperty("ram").GetProperty("budget").GetInt64(), project.Name);

            Assert.IsLessThan(30, (await File.ReadAllLinesAsync(project.PathOf("Program.cs"))).Length);
            (int exitCode, string output) = await project.RunDotnet(project.PathOf("bin", "Debug", "net10.0", $"{project.Name}.dll"));
            Assert.AreEqual(0, exitCode, output);
            AssertPredictions(output);
        }
    }

    [TestMethod]
    public async Task WhatASwitchCannotBeIsSaidByTheBuild()
    {
        string parent = Path.Combine(PackageFeed.Folder, "projects", "bad template");
        (TestProject Project, string Code, string Said)[] cases =
        [
            (await TemplateHive.Create(parent, "Device", "--device", "arduino-nano-33-bl"), "TML3001", "arduino-nano-33-ble"),
            (await TemplateHive.Create(parent, "Escaped", "--device", "black & <white>"), "TML3001", "black & <white>"),
            (await TemplateHive.Create(parent, "Flash", "--flash", "1 & 2"), "TML3002", "1 & 2"),
            (await TemplateHive.Create(parent, "Ram", "--ram", "1KB"), "TML2002", "1,024"),
        ];

        BuildResult result = await TemplateHive.Solution(parent, cases.Select(test => test.Project)).Run(["build", "All.slnx", "--nologo"]);

        Assert.AreNotEqual(0, result.ExitCode);
        Assert.HasCount(cases.Length, result.Errors, result.Output);
        foreach ((TestProject project, string code, string said) in cases)
        {
            Error error = result.Errors.Single(error => error.File == project.ProjectFile);
            Assert.AreEqual(code, error.Code);
            Assert.Contains(said, error.Text);
        }
    }

    private static void AssertPredictions(string output)
    {
        string[][] lines = [.. output.Split('\n').Where(line => line.Contains("->", StringComparison.Ordinal)).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        Assert.HasCount(2 * Gestures.Length, lines, output);
        Assert.IsGreaterThanOrEqualTo(lines.Length - 1, lines.Count(words => words[0] == words[2]), output);
        CollectionAssert.AreEquivalent(Gestures, lines.Select(words => words[2]).Distinct().ToArray());
    }
}
