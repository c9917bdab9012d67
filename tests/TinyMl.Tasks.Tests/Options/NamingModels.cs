using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Options;

namespace TinyMl.Tasks.Tests.Options;

[TestClass]
public sealed class NamingModels
{
    [TestMethod]
    [DataRow("kws_float_bn.onnx", "KwsFloatBn")]
    [DataRow("models/Keywords.tflite", "Keywords")]
    [DataRow(@"models\a-b c.v2.onnx", "ABCV2")]
    [DataRow("3d.onnx", "_3d")]
    [DataRow("größe.onnx", "Größe")]
    [DataRow("i.onnx", "I")]
    [DataRow("--.onnx", "_")]
    public void AFileNameBecomesPascalCase(string path, string name) => Assert.AreEqual(name, ModelNames.FromFile(path));

    [TestMethod]
    [DataRow("Keywords", true)]
    [DataRow("_3d", true)]
    [DataRow("3d", false)]
    [DataRow("class", false)]
    [DataRow("a b", false)]
    [DataRow("", false)]
    public void AnIdentifierIsWhatCSharpTakes(string name, bool expected) => Assert.AreEqual(expected, ModelNames.IsIdentifier(name));

    [TestMethod]
    [DataRow("My.App", "My.App")]
    [DataRow("my-app.2", "my_app._2")]
    [DataRow("lock.event", "@lock.@event")]
    [DataRow("", "")]
    public void TheRootNamespaceIsMadeOneThatCSharpTakes(string rootNamespace, string expected) => Assert.AreEqual(expected, ModelNames.ToNamespace(rootNamespace));
}
