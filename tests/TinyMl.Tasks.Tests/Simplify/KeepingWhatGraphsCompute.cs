using System;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
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
    public void QuantizedModelsStillGiveEveryByteOfTheReference(string name) =>
        GoldenVectors.Require(name, Load(SharedModel.Import($"{name}.tflite").Simplified()));

    private static TinyModel Load(Graph graph)
    {
        LoweredGraph lowered = GraphLowering.Lower(graph);
        return TinyModel.Load(ModelPacker.Pack(lowered, MemoryPlanner.Plan(lowered)).Bytes);
    }
}
