using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Import;

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
        Graph graph = ModelImporter.Import(SharedFiles.Find($"models/{name}.tflite"), name, CancellationToken.None).Graph;
        RequireGolden(name, PackedGraph.Load(graph, isStreamed: true));
        RequireGolden(name, PackedGraph.Load(graph, isStreamed: false));
    }

    private static void RequireGolden(string name, TinyModel model)
    {
        using NumpyArchive golden = NumpyArchive.Open(SharedFiles.Find($"golden/{name}.npz"));
        DataArray inputs = golden.Read("x"), outputs = golden.Read("y");
        byte[] expected = new byte[outputs.SampleLength];

        for (int sample = 0; sample < inputs.Count; sample++)
        {
            model.Reset();
            inputs.CopyTo(sample, model.Input<byte>());
            outputs.CopyTo(sample, expected);
            model.Invoke();
            CollectionAssert.AreEqual(expected, model.Output<byte>().ToArray(), $"sample {sample}");
        }
    }
}
