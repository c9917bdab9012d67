using System;
using System.IO;
using System.Text.Json.Nodes;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Emit;

namespace TinyMl.Tasks.Tests.Emit;

[TestClass]
public sealed class TheReferencePage
{
    [TestMethod]
    public void HasEveryFieldOfTheReport()
    {
        string page = File.ReadAllText(RepositoryFiles.Find("docs", "reference.md"));

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
                StringAssert.Contains(page, $"| `{full}` |", StringComparison.Ordinal);
                if (value is JsonObject or JsonArray) AssertDocumented(value, full);
            }
        }
    }
}
