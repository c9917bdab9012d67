using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Build.Logging.StructuredLogger;

namespace TinyMl.Sdk.Tests.Building;

/// <summary>A project of a stranger: a folder outside of the source tree that gets the packages from their feed.</summary>
internal sealed class TestProject
{
    public const string Net10 = "<TargetFramework>net10.0</TargetFramework>";

    private static int _logs;

    public TestProject(string name, string? parent = null)
    {
        Name = name;
        Folder = Path.Combine(parent ?? Path.Combine(PackageFeed.Folder, "projects", Guid.NewGuid().ToString("N")[..8]), name);
        Directory.CreateDirectory(Folder);
    }

    public string Name { get; }

    public string Folder { get; }

    public string ProjectFile => PathOf(Name + ".csproj");

    /// <summary>Where the models' outputs are in a build of the default configuration.</summary>
    public string Outputs => PathOf("obj", "Debug", "net10.0", "tinyml");

    public string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Folder, .. parts]);

    public TestProject Write(string file, string text)
    {
        string path = PathOf(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    /// <summary>Writes the project file as an SDK project of the package.</summary>
    public TestProject WriteProject(string properties, string items, string? sdk = null) => Write(
        Name + ".csproj",
        $"""
        <Project Sdk="{sdk ?? $"TinyMl.Sdk/{PackageFeed.Version}"}">
          <PropertyGroup>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            {items}
          </ItemGroup>
        </Project>
        """);

    /// <summary>Copies the gesture classifier of the template, a float model.</summary>
    public TestProject AddModel(string file)
    {
        string path = PathOf(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Copy(GestureFile("gestures.onnx"), path);
        return this;
    }

    /// <summary>Copies a file that belongs to the gesture classifier, such as <c>gestures.labels.txt</c>.</summary>
    public TestProject AddGestureFile(string name)
    {
        Directory.CreateDirectory(PathOf("models"));
        File.Copy(GestureFile(name), PathOf("models", name));
        return this;
    }

    /// <summary>Builds with a binary log.</summary>
    public Task<BuildResult> Build(params string[] arguments) => Run(["build", Name + ".csproj", "--nologo", .. arguments]);

    /// <summary>Runs a command of <c>dotnet</c> that takes <c>-bl</c>.</summary>
    public async Task<BuildResult> Run(string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        string log = Path.Combine(PackageFeed.Folder, $"{System.Threading.Interlocked.Increment(ref _logs)}.binlog");
        (int exitCode, string output) = await Dotnet.Run(Folder, Merge(environment), [.. arguments, "-bl:" + log]);
        return new BuildResult(exitCode, output, BinaryLog.ReadBuild(log));
    }

    /// <summary>Runs any command of <c>dotnet</c>.</summary>
    public Task<(int ExitCode, string Output)> RunDotnet(params string[] arguments) => Dotnet.Run(Folder, PackageFeed.Environment, arguments);

    /// <summary>Runs a program.</summary>
    public Task<(int ExitCode, string Output)> Start(string program, params string[] arguments) => Dotnet.Start(program, Folder, PackageFeed.Environment, arguments);

    private static Dictionary<string, string> Merge(IReadOnlyDictionary<string, string>? environment) =>
        PackageFeed.Environment.Concat(environment ?? new Dictionary<string, string>()).ToDictionary(pair => pair.Key, pair => pair.Value);

    private static string GestureFile(string name) => Repository.File("template", "content", "tinyml-device", "models", name);
}
