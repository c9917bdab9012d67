using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Tests.Lower;

/// <summary>Real int8 models against what TensorFlow Lite Micro's reference kernels made of the same inputs.</summary>
[TestClass]
public sealed class Int8GoldenTests
{
    [TestMethod]
    [DataRow("kws_int8")]
    [DataRow("ad_int8")]
    [DataRow("vww_int8")]
    [DataRow("ic_int8")]
    [DataRow("hello_world_int8")]
    [DataRow("micro_speech_int8")]
    [DataRow("mnist_lstm_int8")]
    public void EveryOutputByteIsThatOfTheReferenceKernels(string name)
    {
        Graph graph = SharedModel.Import($"{name}.tflite");
        GoldenVectors.Require(name, PackedGraph.Load(graph, isStreamed: true));
        GoldenVectors.Require(name, PackedGraph.Load(graph, isStreamed: false));
    }
}
