using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using System.Xml.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Sdk.Tests.Building;

namespace TinyMl.Sdk.Tests.Environments;

[TestClass]
public sealed class ProjectSystems
{
    [TestMethod]
    public async Task AnIDEIsToldWhatModelsAreAndWhenTheyAreUpToDate()
    {
        TestProject project = new TestProject("Gadget").WriteProject(
            TestProject.Net10, """<TinyModel Include="models/a.onnx" CalibrationData="models/a.npz" Labels="models/a.txt" />""");
        (await project.Run(["restore", "--nologo"])).ShouldSucceed();

        (int exitCode, string output) = await project.RunDotnet(
            "msbuild", "-getItem:TinyModel,AvailableItemName,ProjectCapability,PropertyPageSchema,Watch,UpToDateCheckInput,UpToDateCheckOutput");

        Assert.AreEqual(0, exitCode, output);
        using var document = JsonDocument.Parse(output);
        JsonElement items = document.RootElement.GetProperty("Items");
        Assert.AreEqual("MSBuild:Compile", items.GetProperty("TinyModel")[0].GetProperty("Generator").GetString());
        Assert.Contains("TinyModel", Identities(items, "AvailableItemName"));
        Assert.Contains("TinyMl", Identities(items, "ProjectCapability"));
        foreach (string file in new[] { "models/a.onnx", "models/a.npz", "models/a.txt" })
        {
            Assert.Contains(file, Identities(items, "Watch"));
            Assert.Contains(file, Identities(items, "UpToDateCheckInput"));
        }

        Assert.AreEqual("obj/Debug/net10.0/tinyml/stages/finished.stamp", Identities(items, "UpToDateCheckOutput").Single());
        string[] schemas = [.. Identities(items, "PropertyPageSchema").Where(path => Path.GetFileName(path).StartsWith("Tiny", System.StringComparison.Ordinal))];
        Assert.HasCount(2, schemas);
        foreach (string schema in schemas) Assert.IsNotNull(XDocument.Load(schema).Root);
    }

    private static string[] Identities(JsonElement items, string type) =>
        [.. items.GetProperty(type).EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)];
}
