using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Quantization;

namespace TinyMl.Tasks.Tests.Emit;

[TestClass]
public sealed partial class TheReferencePage
{
    private static string Page => File.ReadAllText(RepositoryFiles.Find("docs", "reference.md"));

    [TestMethod]
    public void HasEveryRangeThatIsTried()
    {
        foreach (RangeMethod method in RangeMethod.All) Assert.Contains($"`{method.Name}`", Page);
    }

    [TestMethod]
    public void HasEveryFieldOfTheReport()
    {
        AssertDocumented(JsonNode.Parse(ReportFile.Write(WritingReports.Full))!, "");

        void AssertDocumented(JsonNode node, string path)
        {
            if (node is JsonArray array)
            {
                if (array[0] is JsonObject) AssertDocumented(array[0]!, $"{path}[]");
                return;
            }

            foreach ((string name, JsonNode? value) in node.AsObject())
            {
                string full = path.Length == 0 ? name : $"{path}.{name}";
                StringAssert.Contains(Page, $"| `{full}` |", StringComparison.Ordinal);
                if (value is JsonObject or JsonArray) AssertDocumented(value, full);
            }
        }
    }

    [TestMethod]
    public void HasExamplesThatCompileInTheOldestLanguage()
    {
        string accessor = AccessorWriter.Write(new Accessor("Keywords", "", "TinyMl.Keywords.tinyml", ["yes", "no"]));
        string[] examples = [.. CodeBlock().Matches(Page).Select(match => match.Groups["code"].Value)];

        Assert.HasCount(2, examples);
        Assert.IsEmpty(Compilation.Problems(
            accessor, examples[0], $"using System; using TinyMl; public class Example {{ public void Show(float[] samples) {{ {examples[1]} }} }}"));
    }

    [TestMethod]
    public void HasExamplesOfMetadataThatIsThere()
    {
        XElement[] models = [.. ItemBlock().Matches(Page).SelectMany(match => XElement.Parse(match.Value).Elements("TinyModel"))];

        Assert.IsNotEmpty(models);
        foreach (XAttribute metadata in models.Attributes().Where(attribute => attribute.Name != "Include")) Assert.Contains($"\n| `{metadata.Name}` | ", Page);
    }

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("<ItemGroup>.*?</ItemGroup>", RegexOptions.Singleline)]
    private static partial Regex ItemBlock();
}
