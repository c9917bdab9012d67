using System.Linq;
using TinyMl.Sdk.Tests.Building;

namespace TinyMl.Sdk.Tests.BadInput;

/// <summary>A project with an error for each of its items, one item a line; the first stands on <see cref="FirstLine"/>.</summary>
internal sealed class BadProject
{
    public const int FirstLine = 4;

    private readonly (string? Code, string Item)[] _items;

    /// <param name="parent">The folder of all projects of the test.</param>
    /// <param name="name">The project's name.</param>
    /// <param name="properties">Properties beside the target framework.</param>
    /// <param name="items">The code that each item should stop with, or null, and what follows <c>Include="models/</c> in it.</param>
    public BadProject(string parent, string name, string properties, params (string? Code, string Item)[] items)
    {
        _items = items;
        Project = new TestProject(name, parent).Write(
            $"{name}.csproj",
            $"""
            <Project Sdk="TinyMl.Sdk/{PackageFeed.Version}">
            <PropertyGroup>{TestProject.Net10}{properties}</PropertyGroup>
            <ItemGroup>
            {string.Join('\n', items.Select(item => $"  <TinyModel Include=\"models/{item.Item} />"))}
            </ItemGroup>
            </Project>
            """);
    }

    public TestProject Project { get; }

    /// <summary>The code of an error that stands at the project file itself, where there is one.</summary>
    public string? AtProject { get; init; }

    /// <summary>The codes and lines of the errors that its build should have.</summary>
    public (string Code, int Line)[] Expected =>
        [.. AtProject is null ? [] : new[] { (AtProject, 0) }, .. _items.Select((item, index) => (item.Code, Line: FirstLine + index)).Where(item => item.Code is not null).Select(item => (item.Code!, item.Line))];
}
