using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Sdk.Tests.Building;

namespace TinyMl.Sdk.Tests.Documentation;

/// <summary>
/// What the pages show is what works. Every <c>xml</c> block that is a whole project is built as it stands, with the version of
/// the packages under test; every <c>csharp</c> block of the same page is a member of its program, or statements in it. The models and data
/// files that they name are the gesture classifier's.
/// </summary>
[TestClass]
public sealed class Examples
{
    private static readonly string[] Pages = ["README.md", "TinyMl.Sdk/README.md", "TinyMl.Kernels/README.md", .. Directory.GetFiles(Repository.File("docs"), "*.md").Select(path => "docs/" + Path.GetFileName(path))];

    [TestMethod]
    public async Task TheReadmesProgramBuildsAndRuns()
    {
        Example project = Example.Read("README.md", "xml").Single();

        string output = await BuildAndRun(project.Text, "gestures", Example.Read("README.md", "csharp"));

        Assert.Contains(" bytes of flash", output);
    }

    [TestMethod]
    public async Task ThePackagesReadmesAndTheReferenceShowProgramsThatBuildAndRun()
    {
        // The reference's item is the fullest one; it stands in the project of the package's own page.
        Example project = Example.Read("TinyMl.Sdk/README.md", "xml").Single();
        Example item = Example.Read("docs/reference.md", "xml").Single(example => example.Text.StartsWith("<ItemGroup>", StringComparison.Ordinal));
        XElement root = Project(project.Text);
        root.Element("ItemGroup")!.ReplaceWith(XElement.Parse(item.Text));

        await BuildAndRun(
            root.ToString(),
            "keywords",
            [.. Example.Read("TinyMl.Sdk/README.md", "csharp"), .. Example.Read("TinyMl.Kernels/README.md", "csharp"), .. Example.Read("docs/reference.md", "csharp")]);
        (await NewProject("Page", "keywords", project.Text, []).Build()).ShouldSucceed();
    }

    [TestMethod]
    public void EveryXmlExampleIsWellFormed()
    {
        Example[] examples = [.. Pages.SelectMany(page => Example.Read(page, "xml"))];

        Assert.IsGreaterThan(10, examples.Length);
        foreach (Example example in examples)
        {
            // The beginning of a project stands for the whole.
            bool isBeginning = example.Text.StartsWith("<Project", StringComparison.Ordinal) && !example.Text.Contains("</Project>", StringComparison.Ordinal);
            Assert.IsNotNull(XElement.Parse($"<Page>{example.Text}{(isBeginning ? "</Project>" : "")}</Page>"), $"{example.Page}: {example.Text}");
        }
    }

    private static async Task<string> BuildAndRun(string project, string model, IReadOnlyList<Example> code)
    {
        Assert.IsNotEmpty(code);
        TestProject program = NewProject("Gadget", model, project, code);

        (await program.Build()).ShouldSucceed();
        (int exitCode, string output) = await program.RunDotnet(program.PathOf("bin", "Debug", "net10.0", "Gadget.dll"));

        Assert.AreEqual(0, exitCode, output);
        return output;
    }

    private static TestProject NewProject(string name, string model, string project, IReadOnlyList<Example> code)
    {
        TestProject program = new TestProject(name)
            .Write($"{name}.csproj", Project(project).ToString())
            .Write("Program.cs", Program(code, name));
        Directory.CreateDirectory(program.PathOf("models"));
        foreach (string extension in new[] { ".onnx", ".calibration.npz", ".validation.npz", ".labels.txt" })
        {
            File.Copy(Repository.File("template", "content", "tinyml-device", "models", "gestures" + extension), program.PathOf("models", model + extension));
        }

        return program;
    }

    private static XElement Project(string text)
    {
        XElement project = XElement.Parse(text);
        project.SetAttributeValue("Sdk", $"{project.Attribute("Sdk")!.Value.Split('/')[0]}/{PackageFeed.Version}");
        return project;
    }

    /// <summary>A program of all blocks, each in a scope of its own.</summary>
    private static string Program(IReadOnlyList<Example> code, string name)
    {
        string[] types = [.. code.Select(example => example.Text).Where(IsType)];
        string[] statements = [.. code.Select(example => example.Text).Where(text => !IsType(text))];
        return $$"""
            using System;
            using TinyMl;

            namespace {{name}}
            {
                {{string.Join('\n', types)}}
                internal static class Program
                {
                    private static readonly float[] samples = new float[192], input = new float[192], output = new float[5];

                    private static void Main()
                    {
                        {{string.Join('\n', statements.Select(text => $"{{ {text} }}"))}}
                    }
                }
            }
            """;
    }

    private static bool IsType(string text) => text.StartsWith("public partial class", StringComparison.Ordinal);
}
