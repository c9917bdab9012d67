using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace TinyMl.Benchmarks;

/// <summary>What a build that has nothing to do costs with TinyMl.Sdk, in CPU time of all its processes, beside the same project without it.</summary>
internal static class BuildOverhead
{
    private const string Model = "gestures.onnx";

    public static void Print(string version, int pairs)
    {
        GeneratedProject plain = Write("Plain", "Microsoft.NET.Sdk", $"<PackageReference Include=\"TinyMl.Kernels\" Version=\"{version}\" />");
        GeneratedProject tiny = Write("Tiny", $"TinyMl.Sdk/{version}", $"<TinyModel Include=\"{Model}\" Quantization=\"None\" />");
        plain.Build("");
        tiny.Build("");

        var times = (Plain: new List<BuildTime>(), Tiny: new List<BuildTime>());
        for (int i = 0; i < pairs; i++)
        {
            times.Plain.Add(plain.Build("--no-restore"));
            times.Tiny.Add(tiny.Build("--no-restore"));
        }

        BuildTime[] differences = [.. times.Tiny.Zip(times.Plain, (with, without) => with - without)];
        Console.WriteLine($"Median of {pairs} alternating pairs: plain {BuildTime.Median(times.Plain)}; TinyMl.Sdk {BuildTime.Median(times.Tiny)}; paired difference {BuildTime.Median(differences)} (CPU from {differences.Min(time => time.Cpu):0} to {differences.Max(time => time.Cpu):0})");
    }

    private static GeneratedProject Write(string name, string sdk, string item)
    {
        var project = GeneratedProject.Write("overhead", name, sdk, item);
        File.Copy(Path.Combine(GeneratedProject.Root, "template", "content", "tinyml-device", "models", Model), Path.Combine(project.Folder, Model));
        return project;
    }
}
