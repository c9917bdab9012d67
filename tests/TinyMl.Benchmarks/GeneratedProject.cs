using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;

namespace TinyMl.Benchmarks;

/// <summary>A class library of its own in a folder of the repository, so that it finds the packages of artifacts/packages.</summary>
internal sealed class GeneratedProject
{
    private GeneratedProject(string folder) => Folder = folder;

    /// <summary>The repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The project's folder.</summary>
    public string Folder { get; }

    /// <summary>Writes a project.</summary>
    /// <param name="group">The folder below artifacts, which isolates the project from the repository's own settings.</param>
    /// <param name="name">The project's name.</param>
    /// <param name="sdk">Its Sdk attribute.</param>
    /// <param name="items">Its items.</param>
    public static GeneratedProject Write(string group, string name, string sdk, string items)
    {
        string folder = Path.Combine(Root, "artifacts", group), project = Path.Combine(folder, name);
        if (Directory.Exists(project)) Directory.Delete(project, recursive: true);
        Directory.CreateDirectory(project);
        foreach (string file in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Build.rsp", "Directory.Packages.props" })
        {
            File.WriteAllText(Path.Combine(folder, file), file.EndsWith(".rsp", StringComparison.Ordinal) ? "" : "<Project />");
        }

        File.WriteAllText(Path.Combine(project, $"{name}.csproj"), $"<Project Sdk=\"{sdk}\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup>{items}</ItemGroup></Project>");
        File.WriteAllText(Path.Combine(project, "Class.cs"), "public class Class;");
        return new GeneratedProject(project);
    }

    /// <summary>Builds in processes that end with the build.</summary>
    public BuildTime Build(string options)
    {
        var start = new ProcessStartInfo("bash", ["-c", $"dotnet build {options} -v q --nologo -nodeReuse:false >build.log || exit 1; times"]) { WorkingDirectory = Folder, RedirectStandardOutput = true };
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";
        long began = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        double wall = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        if (process.ExitCode != 0) throw new InvalidOperationException($"The build of {Folder} failed:\n{File.ReadAllText(Path.Combine(Folder, "build.log"))}");

        // The shell's own times, then those of all its children.
        return new BuildTime(lines[1].Split(' ').Sum(Milliseconds), wall);
    }

    /// <summary>Forgets what was built, but not what was restored.</summary>
    public void Clean()
    {
        foreach (string output in new[] { "bin", Path.Combine("obj", "Debug") })
        {
            if (Directory.Exists(Path.Combine(Folder, output))) Directory.Delete(Path.Combine(Folder, output), recursive: true);
        }
    }

    // "0m1.234s"
    private static double Milliseconds(string time)
    {
        string[] parts = time.TrimEnd('s').Split('m');
        return ((double.Parse(parts[0], CultureInfo.InvariantCulture) * 60) + double.Parse(parts[1], CultureInfo.InvariantCulture)) * 1000;
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TinyMl.Sdk.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The benchmarks do not lie in the repository.");
    }
}
