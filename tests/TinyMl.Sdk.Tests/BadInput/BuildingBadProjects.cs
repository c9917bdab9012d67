using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.Build.Logging.StructuredLogger;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Sdk.Tests.Building;
using Task = System.Threading.Tasks.Task;

namespace TinyMl.Sdk.Tests.BadInput;

/// <summary>What a build says of input that is wrong, and what it leaves behind: all in one build, each error at the line of its item.</summary>
[TestClass]
public sealed class BuildingBadProjects
{
    private const string Float = "Quantization=\"None\"";
    private const string Calibrated = "CalibrationData=\"models/gestures.calibration.npz\"";

    [TestMethod]
    public async Task EveryErrorStandsAtItsItemAndNothingIsLeftHalfWritten()
    {
        // Arrange
        TestProject all = new TestProject("All", Path.Combine(PackageFeed.Folder, "projects", "bad input"));
        BadProject[] projects = [Missing(all.Folder), Files(all.Folder), Data(all.Folder), Labels(all.Folder), Budgets(all.Folder), Metadata(all.Folder), .. Properties(all.Folder), Obstacle(all.Folder)];
        all.Write("All.slnx", $"<Solution>{string.Concat(projects.Select(project => $"<Project Path=\"{project.Project.Name}/{project.Project.Name}.csproj\" />"))}</Solution>");

        // Act
        BuildResult result = await all.Run(["build", "All.slnx", "--nologo"]);

        // Assert
        Assert.AreEqual(1, result.ExitCode, result.Output);
        foreach (BadProject project in projects)
        {
            Error[] errors = [.. result.Errors.Where(error => error.File == project.Project.ProjectFile).OrderBy(error => error.LineNumber)];
            CollectionAssert.AreEqual(project.Expected, errors.Select(error => (error.Code, error.LineNumber)).ToArray(), $"{project.Project.Name}: {string.Join('\n', errors.Select(error => error.Text))}");
        }

        Assert.HasCount(projects.Sum(project => project.Expected.Length), result.Errors, result.Output);
        Assert.IsGreaterThanOrEqualTo(30, result.Errors.Count);
        Assert.DoesNotContain("   at ", result.Output, "A stack trace was shown.");
        RequireWholeFiles(all.Folder, ["Flash", "Ram", "Accuracy", "Labeled"]);
    }

    private static void RequireWholeFiles(string folder, IEnumerable<string> compiled)
    {
        Assert.IsEmpty(Directory.GetFiles(folder, "*.tmp", SearchOption.AllDirectories));
        string[] packed = Directory.GetFiles(folder, "*.tinyml", SearchOption.AllDirectories);
        CollectionAssert.AreEquivalent(compiled.ToArray(), packed.Select(path => Path.GetFileNameWithoutExtension(path)).ToArray(), string.Join(", ", packed));
        foreach (string path in packed) Assert.AreEqual(new FileInfo(path).Length, BitConverter.ToUInt32(File.ReadAllBytes(path), 8), path);
        Assert.IsEmpty(Directory.GetFiles(folder, "*.dll", SearchOption.AllDirectories));
    }

    private static BadProject Files(string parent)
    {
        var project = new BadProject(
            parent,
            "Files",
            "",
            ("TML1003", $"empty.onnx\" {Float}"),
            ("TML1003", $"half.onnx\" {Float}"),
            ("TML1003", $"flipped.onnx\" {Float}"),
            ("TML1002", $"random.onnx\" {Float}"),
            ("TML1002", $"zip.onnx\" {Float}"),
            ("TML1002", $"text.tflite\" {Float}"),
            ("TML1002", $"renamed.tflite\" {Float}"),
            ("TML1002", $"model.pb\" {Float}"),
            ("TML1004", $"unknown.onnx\" {Float}"),
            (null, $"sound.onnx\" {Float}"));
        byte[] model = File.ReadAllBytes(project.Project.AddModel("models/sound.onnx").PathOf("models", "sound.onnx"));
        byte[] random = new byte[4096];
        new Random(1).NextBytes(random);
        byte[] flipped = [.. model];
        flipped[model.AsSpan().IndexOf("TinyMl.Training"u8) + 16] ^= 0x80;
        byte[] unknown = [.. model];
        "Hardmax"u8.CopyTo(unknown.AsSpan(model.AsSpan().IndexOf("Softmax"u8)));

        Write(project, "empty.onnx", []);
        Write(project, "half.onnx", model[..(model.Length / 2)]);
        Write(project, "flipped.onnx", flipped);
        Write(project, "random.onnx", random);
        Write(project, "zip.onnx", [.. "PK\x03\x04"u8, .. random]);
        Write(project, "text.tflite", [.. "version https://git-lfs.github.com/spec/v1\n"u8]);
        Write(project, "renamed.tflite", model);
        Write(project, "model.pb", model);
        Write(project, "unknown.onnx", unknown);
        return project;
    }

    /// <summary>What is not there is said before anything is read.</summary>
    private static BadProject Missing(string parent)
    {
        var project = new BadProject(
            parent,
            "Missing",
            "",
            ("TML1001", $"missing.onnx\" {Float}"),
            ("TML1001", $"folder.onnx\" {Float}"),
            ("TML1001", "a.onnx\" CalibrationData=\"models/missing.npz\""),
            ("TML1001", $"b.onnx\" {Float} ValidationData=\"models/missing.npz\""),
            ("TML1001", $"c.onnx\" {Float} Labels=\"models/missing.txt\""));
        foreach (char name in "abc") project.Project.AddModel($"models/{name}.onnx");
        Directory.CreateDirectory(project.Project.PathOf("models", "folder.onnx"));
        return project;
    }

    private static BadProject Data(string parent)
    {
        var project = new BadProject(
            parent,
            "Data",
            "",
            ("TML1101", "a.onnx\""),
            ("TML1102", "b.onnx\" CalibrationData=\"models/narrow.csv\""),
            ("TML1102", "c.onnx\" CalibrationData=\"models/words.csv\""),
            ("TML1102", "d.onnx\" CalibrationData=\"models/empty.csv\""),
            ("TML1102", "e.onnx\" CalibrationData=\"models/half.npz\""),
            ("TML1102", "f.onnx\" CalibrationData=\"models\""),
            ("TML1102", $"g.onnx\" {Float} ValidationData=\"models/gestures.calibration.npz\""));
        foreach (char name in "abcdefg") project.Project.AddModel($"models/{name}.onnx");
        byte[] data = File.ReadAllBytes(project.Project.AddGestureFile("gestures.calibration.npz").PathOf("models", "gestures.calibration.npz"));
        Write(project, "narrow.csv", [.. "1,2,3\n"u8]);
        Write(project, "words.csv", [.. "one,two\nthree,four\n"u8]);
        Write(project, "empty.csv", []);
        Write(project, "half.npz", data[..(data.Length / 2)]);
        return project;
    }

    private static BadProject Labels(string parent)
    {
        var project = new BadProject(parent, "Labels", "", ("TML1106", $"labeled.onnx\" {Float} Labels=\"models/two.txt\""));
        project.Project.AddModel("models/labeled.onnx").Write("models/two.txt", "idle\ncircle\n");
        return project;
    }

    private static BadProject Budgets(string parent)
    {
        var project = new BadProject(
            parent,
            "Budgets",
            "",
            ("TML2001", $"flash.onnx\" {Float} FlashBudget=\"1KB\""),
            ("TML2002", $"ram.onnx\" {Float} RamBudget=\"100\""),
            ("TML2003", $"accuracy.onnx\" {Calibrated} ValidationData=\"models/gestures.validation.npz\" MinAccuracy=\"1\""));
        foreach (string name in new[] { "flash", "ram", "accuracy" }) project.Project.AddModel($"models/{name}.onnx");
        project.Project.AddGestureFile("gestures.calibration.npz").AddGestureFile("gestures.validation.npz");
        return project;
    }

    private static BadProject Metadata(string parent) => new(
        parent,
        "Metadata",
        "",
        ("TML1103", "a.onnx\" Quantization=\"Int9\""),
        ("TML1103", "b.onnx\" Quantization=\"8\""),
        ("TML1103", "c.onnx\" Pruning=\"Random\""),
        ("TML1103", "d.onnx\" Sparsity=\"0.5\""),
        ("TML1103", "e.onnx\" Pruning=\"Magnitude\" Sparsity=\"1\""),
        ("TML1103", "f.onnx\" Compression=\"Zip\""),
        ("TML1103", $"h.onnx\" {Calibrated} MinAccuracy=\"often\""),
        ("TML3002", "i.onnx\" FlashBudget=\"-1\""),
        ("TML3002", "j.onnx\" RamBudget=\"1e99GB\""),
        ("TML1103", "k.onnx\" ClassName=\"class\""),
        ("TML1103", "l.onnx\" Namespace=\"a b\""),
        ("TML1103", "m.onnx\" LogicalName=\"a/b\""),
        (null, $"n.onnx\" {Float}"),
        ("TML1105", $"N.onnx\" {Float}"),
        ("TML1104", $"../models/n.onnx\" {Float}"));

    private static IEnumerable<BadProject> Properties(string parent) =>
    [
        Sound(parent, "Device", "<TinyMlDevice>arduino-nano-34-ble</TinyMlDevice>", "TML3001"),
        Sound(parent, "Size", "<TinyMlFlashBudget>much</TinyMlFlashBudget>", "TML3002"),
        Sound(parent, "Reserve", "<TinyMlRamBudget>1KB</TinyMlRamBudget><TinyMlRamReserve>2KB</TinyMlRamReserve>", "TML3002"),
    ];

    private static BadProject Obstacle(string parent)
    {
        BadProject project = Sound(parent, "Obstacle", "", "TML4004");
        Directory.CreateDirectory(Path.GetDirectoryName(project.Project.Outputs)!);
        File.WriteAllText(project.Project.Outputs, "in the way");
        return project;
    }

    /// <summary>A sound model in a project that is not.</summary>
    private static BadProject Sound(string parent, string name, string properties, string code)
    {
        var project = new BadProject(parent, name, properties, (null, $"m.onnx\" {Float}")) { AtProject = code };
        project.Project.AddModel("models/m.onnx");
        return project;
    }

    private static void Write(BadProject project, string name, byte[] content)
    {
        Directory.CreateDirectory(project.Project.PathOf("models"));
        File.WriteAllBytes(project.Project.PathOf("models", name), content);
    }
}
