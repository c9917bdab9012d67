using System;
using System.Threading;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Import;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Pack;
using TinyMl.Tasks.Plan;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Simplify;

[TestClass]
public sealed class KeepingWhatGraphsCompute
{
    [TestMethod]
    public void RandomFloatGraphsComputeTheSame() =>
        Gen.Int[0, int.MaxValue].Sample(seed => RandomGraphs.Float(new Random(seed)).SimplifiedEquivalently(), iter: 400);

    [TestMethod]
    public void RandomIntegerGraphsGiveTheSameBytes() =>
        Gen.Int[0, int.MaxValue].Sample(
            seed =>
            {
                Graph graph = RandomGraphs.Integer(new Random(seed));
                TinyModel expected = Load(graph), actual = Load(graph.Simplified());
                byte[] input = new byte[graph.Inputs[0].ByteLength];
                new Random(seed).NextBytes(input);

                foreach (TinyModel model in new[] { expected, actual })
                {
                    input.CopyTo(model.Input<byte>());
                    model.Invoke();
                }

                CollectionAssert.AreEqual(expected.Output<byte>().ToArray(), actual.Output<byte>().ToArray());
            },
            iter: 400);

    [TestMethod]
    [DataRow("kws_int8")]
    [DataRow("ad_int8")]
    [DataRow("vww_int8")]
    [DataRow("ic_int8")]
    [DataRow("hello_world_int8")]
    [DataRow("micro_speech_int8")]
    public void QuantizedModelsStillGiveEveryByteOfTheReference(string name)
    {
        TinyModel model = Load(Import(name).Simplified());
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
    }

    private static Graph Import(string name) => ModelImporter.Import(SharedFiles.Find($"models/{name}.tflite"), name, CancellationToken.None).Graph;

    private static TinyModel Load(Graph graph)
    {
        LoweredGraph lowered = GraphLowering.Lower(graph);
        return TinyModel.Load(ModelPacker.Pack(lowered, MemoryPlanner.Plan(lowered)).Bytes);
    }
}
