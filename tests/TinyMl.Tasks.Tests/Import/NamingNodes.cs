using System.Linq;
using Google.Protobuf;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Import;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Tests.Compile;
using TinyMl.Tasks.Tests.Data;
using TinyMl.Tasks.Tests.Import.Onnx;
using TinyMl.Tasks.Tests.Simplify;

namespace TinyMl.Tasks.Tests.Import;

/// <summary>Recipes and reports tell layers and activations apart by their names.</summary>
[TestClass]
public sealed class NamingNodes
{
    [TestMethod]
    public void EveryNodeAndActivationHasANameOfItsOwn()
    {
        Tensor x = Activation("x"), y = Activation("y");
        Tensor[] inner = [.. new[] { "a", "a", "a_2", "", "y" }.Select(Activation)], all = [x, .. inner, y];
        string[] names = ["a", "a_2", "a", "", "", "a"];
        var graph = new Graph("g", [x], [y], names.Select((name, i) => new Node(name, new Tanh(), [all[i]], [all[i + 1]])));

        Graph named = OwnNames.Give(graph);

        CollectionAssert.AreEqual(new[] { "a", "a_2", "a_3", "Tanh", "Tanh_2", "a_4" }, named.Nodes.Select(node => node.Name).ToArray());
        CollectionAssert.AreEqual(new[] { "a", "a_2", "a_2_2", "Tanh", "y_2", "y" }, named.Nodes.Select(node => node.Output.Name).ToArray());
        Assert.AreSame(x, named.Nodes[0].Input);
        Assert.AreSame(y, named.Outputs[0]);
        for (int i = 1; i < named.Nodes.Length; i++) Assert.AreSame(named.Nodes[i - 1].Output, named.Nodes[i].Input);
    }

    [TestMethod]
    public void StatesHaveNamesOfTheirOwn()
    {
        Tensor x = Activation("x"), y = Activation("y"), current = Activation("y"), next = Activation("");
        var graph = new Graph("g", [x], [y], [new Node("add", new Add(ActivationRange.None), [x, current], [next]), new Node("out", new Tanh(), [next], [y])], [new State(current, next)]);

        Graph named = OwnNames.Give(graph);

        Assert.AreEqual("y_2", named.States[0].Current.Name);
        Assert.AreSame(named.Nodes[0].Inputs[1], named.States[0].Current);
        Assert.AreEqual("add", named.States[0].Next.Name);
        Assert.AreSame(named.Nodes[0].Output, named.States[0].Next);
    }

    [TestMethod]
    public void LayersThatAFileCallsAlikeAreDecidedForEach()
    {
        using var folder = new DataFolder();
        var model = new OnnxModelBuilder();
        string y = model.Input(1, 8);
        foreach (int seed in new[] { 1, 2, 3 }) y = model.Node("Relu", [model.Node("MatMul", [y, model.Random(seed, 8, 8)])]);
        model.Output(y);
        foreach (var node in model.Graph.Node) node.Name = node.OpType == "MatMul" ? "dense" : "";
        string path = folder.Bytes("m.onnx", model.Model.ToByteArray());
        string recipe = folder.Text("m.recipe.json", """{ "layers": [{ "name": "dense_2", "bits": 4, "rounding": "clipped" }] }""");
        string data = folder.Bytes("x.npy", DataFolder.Array([4, 8], [.. Enumerable.Range(0, 32).Select(i => ((i * 7) % 11) - 5f)]));

        CompiledModel compiled = Compiled.Model(path, new CompileOptions { CalibrationData = data, Recipe = recipe });

        LayerReport[] layers = [.. compiled.Report.Layers.Where(layer => layer.Op == nameof(FullyConnected))];
        CollectionAssert.AreEqual(new[] { "dense", "dense_2", "dense_3" }, layers.Select(layer => layer.Name).ToArray());
        CollectionAssert.AreEqual(new[] { 8, 4, 8 }, layers.Select(layer => layer.Bits).ToArray());
        Assert.AreEqual("clipped", layers[1].Rounding);
        CollectionAssert.AreEqual(compiled.Recipe.Layers.Select(layer => layer.Name).ToArray(), layers.Select(layer => layer.Name).ToArray());
        Assert.IsTrue(compiled.Report.Layers.Where(layer => layer.Op != nameof(FullyConnected)).All(layer => layer.Rounding is null));
    }

    [TestMethod]
    [DataRow("kws_int8.tflite")]
    [DataRow("mnist_lstm_float.tflite")]
    [DataRow("vww_float.onnx")]
    [DataRow("kws_qdq_u8.onnx")]
    public void SimplifyingKeepsThemApart(string file)
    {
        Graph graph = SharedModel.Import(file).Simplified();

        CollectionAssert.AllItemsAreUnique(graph.Nodes.Select(node => node.Name).ToArray());
        CollectionAssert.AllItemsAreUnique(graph.Sources.Concat(graph.Nodes.SelectMany(node => node.Outputs)).Select(tensor => tensor.Name).ToArray());
    }

    private static Tensor Activation(string name) => new(name, ElementType.Float32, new Shape(1, 4));
}
