using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;

namespace TinyMl.Benchmarks;

/// <summary>What a build that has nothing to do costs with TinyMl.Sdk, in CPU time of all its processes, beside the same project without it.</summary>
internal static class BuildOverhead
{
    private const string Model = "gestures.onnx";

    public static void Print(string version, int pairs)
    {
        string root = FindRoot();
        string folder = Path.Combine(root, "artifacts", "overhead");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        string plain = WriteProject(folder, "Plain", "Microsoft.NET.Sdk", $"<PackageReference Include=\"TinyMl.Kernels\" Version=\"{version}\" />", root);
        string tiny = WriteProject(folder, "Tiny", $"TinyMl.Sdk/{version}", $"<TinyModel Include=\"{Model}\" Quantization=\"None\" />", root);
        Build(plain, "");
        Build(tiny, "");

        var differences = new List<double>();
        var times = (Plain: new List<double>(), Tiny: new List<double>());
        for (int i = 0; i < pairs; i++)
        {
            double withoutSdk = Build(plain, "--no-restore"), withSdk = Build(tiny, "--no-restore");
            times.Plain.Add(withoutSdk);
            times.Tiny.Add(withSdk);
            differences.Add(withSdk - withoutSdk);
        }

        Console.WriteLine($"CPU ms, median of {pairs} alternating pairs: plain {Median(times.Plain):0}, TinyMl.Sdk {Median(times.Tiny):0}, paired difference {Median(differences):0} (from {differences.Min():0} to {differences.Max():0})");
    }

    private static string WriteProject(string folder, string name, string sdk, string item, string root)
    {
        string project = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        File.Copy(Path.Combine(root, "template", "content", "tinyml-device", "models", Model), Path.Combine(project, Model));
        foreach (string file in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" }) File.WriteAllText(Path.Combine(folder, file), "<Project />");
        File.WriteAllText(Path.Combine(project, $"{name}.csproj"), $"<Project Sdk=\"{sdk}\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup>{item}</ItemGroup></Project>");
        File.WriteAllText(Path.Combine(project, "Class.cs"), "public class Class;");
        return project;
    }

    /// <summary>CPU milliseconds of a build: its own process and, through the shell's times, all its children.</summary>
    private static double Build(string project, string options)
    {
        var start = new ProcessStartInfo("bash", ["-c", $"dotnet build {options} -v q --nologo -nodeReuse:false >/dev/null || exit 1; times"]) { WorkingDirectory = project, RedirectStandardOutput = true };
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";
        using Process process = Process.Start(start)!;
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"The build of {project} failed.");
        return lines[1].Split(' ').Sum(Milliseconds);
    }

    // "0m1.234s"
    private static double Milliseconds(string time)
    {
        string[] parts = time.TrimEnd('s').Split('m');
        return ((double.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture) * 60) + double.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)) * 1000;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TinyMl.Sdk.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The benchmarks do not lie in the repository.");
    }
}
