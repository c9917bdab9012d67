using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Tests.Import;

/// <summary>Real models from TensorFlow Lite's converter, of several of its versions.</summary>
[TestClass]
public sealed class TfLiteSharedModelTests
{
    [TestMethod]
    [DataRow("ad_float", "input_1 Float32 [1, 640]", "Identity Float32 [1, 640]", "FullyConnected 10")]
    [DataRow("ad_int8", "input_1 Int8 [1, 640]", "Identity Int8 [1, 640]", "FullyConnected 10")]
    [DataRow("hello_world_float", "serving_default_dense_input:0 Float32 [1, 1]", "StatefulPartitionedCall:0 Float32 [1, 1]", "FullyConnected 3")]
    [DataRow("hello_world_int8", "serving_default_dense_input:0 Int8 [1, 1]", "StatefulPartitionedCall:0 Int8 [1, 1]", "FullyConnected 3")]
    [DataRow("ic_float", "input_1 Float32 [1, 32, 32, 3]", "Identity Float32 [1, 10]", "Add 3, AveragePool2D 1, Conv2D 9, FullyConnected 1, Reshape 1, Softmax 1")]
    [DataRow("ic_int8", "input_1_int8 Int8 [1, 32, 32, 3]", "Identity_int8 Int8 [1, 10]", "Add 3, AveragePool2D 1, Conv2D 9, FullyConnected 1, Reshape 1, Softmax 1")]
    [DataRow("kws_hybrid", "input_1 Float32 [1, 49, 10, 1]", "Identity Float32 [1, 12]", "AveragePool2D 1, Conv2D 5, DepthwiseConv2D 4, FullyConnected 1, Reshape 1, Softmax 1")]
    [DataRow("kws_int8", "input_1 Int8 [1, 49, 10, 1]", "Identity Int8 [1, 12]", "AveragePool2D 1, Conv2D 5, DepthwiseConv2D 4, FullyConnected 1, Reshape 1, Softmax 1")]
    [DataRow("micro_speech_int8", "Reshape_1 Int8 [1, 1960]", "labels_softmax Int8 [1, 4]", "DepthwiseConv2D 1, FullyConnected 1, Reshape 1, Softmax 1")]
    [DataRow("vww_float", "input_1 Float32 [1, 96, 96, 3]", "Identity Float32 [1, 2]", "AveragePool2D 1, Conv2D 14, DepthwiseConv2D 13, FullyConnected 1, Reshape 1, Softmax 1")]
    [DataRow("vww_int8", "input_1_int8 Int8 [1, 96, 96, 3]", "Identity_int8 Int8 [1, 2]", "AveragePool2D 1, Conv2D 14, DepthwiseConv2D 13, FullyConnected 1, Reshape 1, Softmax 1")]
    public void TheGraphHasTheFilesEdgesAndOperators(string model, string input, string output, string operators)
    {
        Graph graph = Import(model);

        Assert.AreEqual(input, string.Join("; ", graph.Inputs));
        Assert.AreEqual(output, string.Join("; ", graph.Outputs));
        Assert.AreEqual(operators, string.Join(", ", graph.Nodes.CountBy(node => node.Operator.Name).OrderBy(pair => pair.Key, System.StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}")));
    }

    [TestMethod]
    [DataRow("kws_int8", 2_656_768L)]
    [DataRow("vww_int8", 7_489_664L)]
    [DataRow("ic_int8", 12_501_632L)]
    [DataRow("ad_int8", 264_192L)]
    public void TheGraphMultipliesAsOftenAsTheReferenceModel(string model, long macs) =>
        Assert.AreEqual(macs, Import(model).Macs);

    [TestMethod]
    public void IntegerModelsKeepTheirQuantization()
    {
        Graph graph = Import("kws_int8");
        Node convolution = graph.Nodes[0];

        Assert.IsTrue(graph.IsQuantized);
        Assert.AreEqual(0.584702909f, graph.Inputs[0].Quantization!.Scale);
        Assert.AreEqual(83, graph.Inputs[0].Quantization!.ZeroPoint);
        Assert.AreEqual(ElementType.Int8, convolution.Inputs[1].Type);
        Assert.HasCount(64, convolution.Inputs[1].Quantization!.Scales);
        Assert.AreEqual(ElementType.Int32, convolution.Inputs[2].Type);
    }

    [TestMethod]
    public void DynamicRangeModelsBecomeFloatModels()
    {
        Graph graph = Import("kws_hybrid");

        Assert.IsFalse(graph.IsQuantized);
        Assert.IsTrue(graph.Nodes.SelectMany(node => node.Inputs.Concat(node.Outputs)).All(tensor => tensor.Type == ElementType.Float32));
        Assert.IsTrue(graph.Nodes.SelectMany(node => node.Inputs).All(tensor => tensor.Quantization is null));
    }

    private static Graph Import(string model) => SharedModel.Import($"{model}.tflite");
}
