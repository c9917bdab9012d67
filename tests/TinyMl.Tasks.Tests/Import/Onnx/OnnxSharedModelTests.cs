using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Tests.Simplify;

namespace TinyMl.Tasks.Tests.Import.Onnx;

/// <summary>Real networks as ONNX files.</summary>
[TestClass]
public sealed class OnnxSharedModelTests
{
    [TestMethod]
    [DataRow("ad_float", "Float32 [1, 640]", "Float32 [1, 640]", "FullyConnected 10, Relu 9")]
    [DataRow("kws_float_bn", "Float32 [1, 1, 49, 10]", "Float32 [1, 12]", "Add 9, AveragePool2D 1, Conv2D 5, DepthwiseConv2D 4, FullyConnected 1, Mul 9, Relu 9, Reshape 1, Softmax 1, Transpose 20")]
    [DataRow("ic_float_bn", "Float32 [1, 3, 32, 32]", "Float32 [1, 10]", "Add 12, Conv2D 9, FullyConnected 1, Mean 1, Mul 9, Relu 7, Reshape 1, Softmax 1, Transpose 18")]
    [DataRow("vww_float", "Float32 [1, 3, 96, 96]", "Float32 [1, 2]", "Conv2D 14, DepthwiseConv2D 13, FullyConnected 1, Mean 1, Relu 27, Reshape 1, Softmax 1, Transpose 54")]
    public void TheGraphHasTheFilesEdgesAndOperators(string model, string input, string output, string operators)
    {
        Graph graph = Import(model);

        Assert.AreEqual(input, string.Join("; ", graph.Inputs.Select(tensor => $"{tensor.Type} {tensor.Shape}")));
        Assert.AreEqual(output, string.Join("; ", graph.Outputs.Select(tensor => $"{tensor.Type} {tensor.Shape}")));
        Assert.AreEqual(operators, Operators(graph));
    }

    [TestMethod]
    [DataRow("ad_float", 264_192L)]
    [DataRow("kws_float_bn", 2_656_768L)]
    [DataRow("ic_float_bn", 12_501_632L)]
    [DataRow("vww_float", 7_489_664L)]
    public void TheGraphMultipliesAsOftenAsTheReferenceModel(string model, long macs) =>
        Assert.AreEqual(macs, Import(model).Macs);

    [TestMethod]
    [DataRow("ad_float", "FullyConnected 10")]
    [DataRow("kws_float_bn", "AveragePool2D 1, Conv2D 5, DepthwiseConv2D 4, FullyConnected 1, Softmax 1")]
    [DataRow("ic_float_bn", "Add 3, Conv2D 9, FullyConnected 1, Mean 1, Softmax 1, Transpose 1")]
    [DataRow("vww_float", "Conv2D 14, DepthwiseConv2D 13, FullyConnected 1, Mean 1, Softmax 1, Transpose 1")]
    public void SimplificationLeavesTheLayersAndAtMostTheInputsTranspose(string model, string operators)
    {
        Graph graph = Import(model).Simplified();

        Assert.AreEqual(operators, Operators(graph, withReshapes: false));
        Assert.IsTrue(graph.Nodes.Select((node, index) => node.Operator is not Transpose || index == 0).All(atInput => atInput));
    }

    private static string Operators(Graph graph, bool withReshapes = true) => string.Join(
        ", ",
        graph.Nodes.Where(node => withReshapes || node.Operator is not Reshape).CountBy(node => node.Operator.Name).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}"));

    private static Graph Import(string model) => SharedModel.Import($"{model}.onnx");
}
