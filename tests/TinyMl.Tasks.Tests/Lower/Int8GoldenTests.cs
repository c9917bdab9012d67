using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Import;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Pack;
using TinyMl.Tasks.Plan;

namespace TinyMl.Tasks.Tests.Lower;

/// <summary>Real int8 models against what TensorFlow Lite Micro's reference kernels made of the same inputs.</summary>
[TestClass]
public sealed class Int8GoldenTests
{
    [TestMethod]
    [DataRow("kws_int8", 28_500, 16_512)]
    [DataRow("ad_int8", 272_000, 1_024)]
    [DataRow("vww_int8", 237_000, 65_024)]
    [DataRow("ic_int8", 82_500, 49_664)]
    [DataRow("hello_world_int8", 3_000, 64)]
    [DataRow("micro_speech_int8", 20_000, 8_000)]
    public void EveryOutputByteIsThatOfTheReferenceKernels(string name, int fileBytes, int arenaBytes)
    {
        Graph graph = ModelImporter.Import(SharedFiles.Find($"models/{name}.tflite"), name, CancellationToken.None).Graph;
        LoweredGraph lowered = GraphLowering.Lower(graph);
        PackedModelFile packed = ModelPacker.Pack(lowered, MemoryPlanner.Plan(lowered));
        TinyModel model = TinyModel.Load(packed.Bytes);
        using NumpyArchive golden = NumpyArchive.Open(SharedFiles.Find($"golden/{name}.npz"));
        DataArray inputs = golden.Read("x"), outputs = golden.Read("y");
        byte[] expected = new byte[outputs.SampleLength];

        for (int sample = 0; sample < inputs.Count; sample++)
        {
            inputs.CopyTo(sample, model.Input<byte>());
            outputs.CopyTo(sample, expected);
            model.Invoke();
            CollectionAssert.AreEqual(expected, model.Output<byte>().ToArray(), $"sample {sample}");
        }

        Assert.IsLessThanOrEqualTo(fileBytes, packed.Bytes.Length);
        Assert.IsLessThanOrEqualTo(arenaBytes, model.ArenaBytes);
    }
}
