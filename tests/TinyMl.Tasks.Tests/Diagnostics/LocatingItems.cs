using System;
using System.IO;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;

namespace TinyMl.Tasks.Tests.Diagnostics;

[TestClass]
public sealed class LocatingItems
{
    private const string Project =
        """
        <Project>
          <ItemGroup>
            <TinyModel Include="first.onnx" />
            <TinyModel Include="models/*.tflite;
                                models\second.onnx" />
            <TinyModel Update="third.onnx" Labels="labels.txt" />
            <TinyModel
              Include="$(Folder)/third.onnx" />
            <TinyModel Include="deep/**/x?.onnx" />
          </ItemGroup>
        </Project>
        """;

    [TestMethod]
    [DataRow("first.onnx", 3)]
    [DataRow("./first.onnx", 3)]
    [DataRow("models/second.onnx", 4)]
    [DataRow("models/any.tflite", 4)]
    [DataRow("elsewhere/third.onnx", 7)]
    [DataRow("deep/x1.onnx", 9)]
    [DataRow("deep/er/still/x2.onnx", 9)]
    [DataRow("models/deep/any.tflite", 3, DisplayName = "what nothing matches is at the first element")]
    public void AnItemIsWhereItIsIncluded(string identity, int line) => Assert.AreEqual(new ItemLocation(line, 6), Find(Project, identity));

    [TestMethod]
    [DataRow("<Project><ItemGroup /></Project>")]
    [DataRow("<Project")]
    [DataRow("")]
    public void WhatCannotBeFoundHasNoLine(string text) => Assert.AreEqual(default, Find(text, "first.onnx"));

    [TestMethod]
    public void AFileThatIsNotThereHasNoLine() =>
        Assert.AreEqual(default, ItemLocation.Find(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N")), "TinyModel", "first.onnx"));

    private static ItemLocation Find(string text, string identity)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);
            return ItemLocation.Find(path, "TinyModel", identity);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
