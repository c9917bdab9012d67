using System;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Simplify.Channels;
using TinyMl.Tasks.Tests.Data;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Simplify;

[TestClass]
public sealed class RemovingNegligibleChannels
{
    private const int Int8Levels = 256;
    private const int Int16Levels = 65536;
    private static readonly Window s_same = new(1, 1, 1, 1, 1, 1, 1, 1);

    [TestMethod]
    [DataRow("vww_float.tflite", "golden/vww_float.npz")]
    [DataRow("vww_float.onnx", "golden/vww_float_onnx.npz")]
    public void ChannelsThatWeightDecayLeftGo(string model, string data)
    {
        var shared = new SharedModel(model);
        Graph graph = shared.Graph;
        SampleSet samples = shared.Read(data);

        ReducedGraph reduced = NegligibleChannels.Remove(graph, samples, Int8Levels, CancellationToken.None);

        // The int8 file of the same model has 29,286 left.
        Assert.AreEqual(208_112, Weights(graph));
        Assert.IsInRange(29_000, 29_286, Weights(reduced.Graph));
        Assert.IsInRange(29_000, 29_700, Weights(NegligibleChannels.Expect(graph, Int8Levels, CancellationToken.None)));
    }

    [TestMethod]
    [DataRow(1e-7f, Int8Levels, 3)]
    [DataRow(1e-2f, Int8Levels, 4)]
    [DataRow(1e-5f, Int16Levels, 4)]
    [DataRow(1e-5f, 0, 4)]
    public void AFilterBelowAStepGoes(float weight, int levels, int kept)
    {
        Graph graph = Network(weight, bias: 0.7f, followed: 1);

        Assert.AreEqual(kept, Remove(graph, levels).Graph.Nodes[0].Output.Shape[3]);
    }

    [TestMethod]
    public void ChannelsStayInModelsThatMagnifyThem()
    {
        Graph graph = Network(1e-7f, bias: 0, followed: 1e7f);

        Assert.AreSame(graph, Remove(graph, Int8Levels).Graph);
    }

    [TestMethod]
    [DataRow(1e-8f, 3)]
    [DataRow(0.7f, 4)]
    public void PaddingIsLikeABiasOfNearlyNothing(float bias, int kept)
    {
        Graph graph = Network(1e-7f, bias, followed: 1, s_same);

        Assert.AreEqual(kept, Remove(graph, Int8Levels).Graph.Nodes[0].Output.Shape[3]);
    }

    [TestMethod]
    public void ChannelsThatAreReadByWeightsOfNearlyNothingGo()
    {
        Graph graph = Network(1, bias: 0, followed: 1e-7f);

        Assert.AreEqual(3, Remove(graph, Int8Levels).Graph.Nodes[0].Output.Shape[3]);
    }

    [TestMethod]
    [DataRow(nameof(QuantizationMode.None))]
    [DataRow(nameof(QuantizationMode.Int8))]
    public void ChannelsThatPruningEmptiesGoAndAreReported(string mode)
    {
        Graph graph = Network(1, bias: 0.5f, followed: 0.05f);
        using var folder = new DataFolder();
        SampleSet samples = Samples(folder, graph);
        var options = new CompileOptions { Quantization = Enum.Parse<QuantizationMode>(mode), Pruning = PruningMode.Magnitude, Sparsity = 0.3 };

        ModelReport report = ModelCompiler.Compile(new StagedGraph(graph, [], []), new SourceReport("m", ""), options, samples, null, CompileProgress.None, CancellationToken.None).Report;

        LayerReport[] layers = [.. report.Layers.Where(layer => layer.Op == "Conv2D")];
        Assert.AreEqual(new RemovedChannelsReport(0, 3, 1, 4), layers[0].RemovedChannels);
        Assert.AreEqual(new RemovedChannelsReport(1, 4, 0, 2), layers[1].RemovedChannels);
        CollectionAssert.AreEqual(new[] { 1, 6, 5, 3 }, layers[0].Shape);
        Assert.IsNotNull(layers[0].SqnrDb);
        Assert.AreEqual(1, report.Passes.Single(pass => pass.Pass == "Remove dead channels").Count);
    }

    /// <summary>Two layers with four channels between, of which channel 2 has weights of this size, and is read by such of another.</summary>
    private static Graph Network(float weight, float bias, float followed, Window? window = null)
    {
        var builder = new GraphBuilder();
        Tensor first = Scaled(GraphBuilder.Random(1, 4, 1, 1, 3), index => index / 3 == 2 ? weight : 1);
        Tensor y = builder.Add(new Conv2D(Window.Unit, ActivationRange.None), builder.Input(1, 6, 5, 3), first, GraphBuilder.Constant([4], 0.1f, -0.2f, bias, 0.3f));
        int kernel = window is null ? 1 : 3;
        Tensor second = Scaled(GraphBuilder.Random(2, 2, kernel, kernel, 4), index => index % 4 == 2 ? followed : 1);
        return builder.Build(builder.Add(new Conv2D(window ?? Window.Unit, ActivationRange.None), y, second, GraphBuilder.Random(3, 2)));
    }

    private static Tensor Scaled(Tensor constant, Func<int, float> scale) =>
        Tensor.Constant(constant.Name, constant.Shape, [.. constant.Values<float>().ToArray().Select((value, index) => value * scale(index))]);

    private static ReducedGraph Remove(Graph graph, int levels)
    {
        using var folder = new DataFolder();
        return NegligibleChannels.Remove(graph, Samples(folder, graph), levels, CancellationToken.None);
    }

    private static SampleSet Samples(DataFolder folder, Graph graph)
    {
        var random = new Random(5);
        int[] shape = [10, .. graph.Inputs[0].Shape.Skip(1)];
        string path = folder.Bytes("x.npy", DataFolder.Array(shape, [.. Enumerable.Range(0, shape.Aggregate((a, b) => a * b)).Select(_ => (2 * random.NextSingle()) - 1)]));
        return SampleSet.Read(path, graph.Inputs, withTargets: false);
    }

    private static long Weights(Graph graph) => graph.Nodes.Select(WeightedLayer.Of).OfType<WeightedLayer>().Sum(layer => layer.Weights.Shape.ElementCount);
}
