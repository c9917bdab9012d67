using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Sdk.Tests.Building;

namespace TinyMl.Sdk.Tests.Template;

/// <summary>The packed templates, installed once per test run where they touch nobody's own.</summary>
internal static class TemplateHive
{
    private static readonly string Hive = Path.Combine(PackageFeed.Folder, "hive");

    private static readonly Lazy<Task> Installed = new(() => DotnetNew(PackageFeed.Folder, "install", Path.Combine(PackageFeed.Packages, $"TinyMl.Templates.{PackageFeed.Version}.nupkg")));

    /// <summary>Creates a project, in a folder of its own below <paramref name="parent"/>.</summary>
    public static async Task<TestProject> Create(string parent, string name, params string[] switches)
    {
        await Installed.Value;
        var project = new TestProject(name, parent);
        await DotnetNew(parent, ["tinyml-device", "--name", name, "--output", project.Folder, .. switches]);
        return project;
    }

    /// <summary>A solution of projects, so that one build builds them all.</summary>
    public static TestProject Solution(string parent, IEnumerable<TestProject> projects)
    {
        var solution = new TestProject("All", parent);
        return solution.Write("All.slnx", $"<Solution>{string.Concat(projects.Select(project => $"<Project Path=\"../{project.Name}/{project.Name}.csproj\" />"))}</Solution>");
    }

    private static async Task DotnetNew(string folder, params string[] arguments)
    {
        (int exitCode, string output) = await Dotnet.Run(folder, PackageFeed.Environment, ["new", .. arguments, "--debug:custom-hive", Hive]);
        Assert.AreEqual(0, exitCode, output);
    }
}
