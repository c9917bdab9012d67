using System;
using System.Linq;
using System.Runtime.InteropServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Kernels.MonoHost;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Tests.Import.Onnx;
using TinyMl.Tasks.Tests.Import.Onnx.Classical;
using TinyMl.Tasks.Tests.Lower;
using TinyMl.Tasks.Tests.Pack;

namespace TinyMl.Tasks.Tests.Run;

/// <summary>The two builds of the kernels, net10.0 with vectors and netstandard2.0 on Mono, give the same bytes.</summary>
[TestClass]
public sealed class MonoTests
{
    [TestMethod]
    [DataRow(nameof(QuantizationMode.None), 1)]
    [DataRow(nameof(QuantizationMode.None), 2)]
    [DataRow(nameof(QuantizationMode.Float16), 3)]
    [DataRow(nameof(QuantizationMode.Int8), 4)]
    [DataRow(nameof(QuantizationMode.Int8), 5)]
    [DataRow(nameof(QuantizationMode.Int16x8), 6)]
    public void EveryOperatorGivesTheSameBytes(string precision, int seed) =>
        AssertSame(PackedGraph.Pack(SampleGraphs.InPrecision(1000 * seed, Enum.Parse<QuantizationMode>(precision))), records: 8, seed);

    [TestMethod]
    [DataRow("kws_int8")]
    [DataRow("kws_hybrid")]
    [DataRow("ad_int8")]
    [DataRow("ad_float")]
    [DataRow("ic_int8")]
    [DataRow("ic_float")]
    [DataRow("vww_int8")]
    [DataRow("vww_float")]
    [DataRow("hello_world_int8")]
    [DataRow("hello_world_float")]
    [DataRow("micro_speech_int8")]
    public void RealModelsGiveTheSameBytes(string name) =>
        AssertSame(PackedGraph.Pack(SharedModel.Import($"{name}.tflite")), records: 2, seed: 7);

    [TestMethod]
    public void ClassicalModelsGiveTheSameBytes()
    {
        AssertSame(PackedGraph.Pack(ClassicalSamples.All()), records: 8, seed: 8);
        AssertSame(PackedGraph.Pack(OnnxRuntimeOracle.Import(ClassicalModel.AllOperators().Write())), records: 8, seed: 9);
    }

    [TestMethod]
    public void EncodedWeightsGiveTheSameBytes() => AssertSame(EncodedSamples.Packed(), records: 8, seed: 10);

    private static void AssertSame(byte[] packed, int records, int seed)
    {
        byte[] inputs = Records(TinyModel.Load(packed), records, seed);

        byte[] expected = RecordRunner.Run(packed, inputs);
        byte[] actual = MonoHost.Run(packed, inputs);

        CollectionAssert.AreEqual(expected, actual);
        Assert.IsGreaterThan(1, expected.Distinct().Count(), "The outputs are all the same byte and prove nothing.");
    }

    private static byte[] Records(TinyModel model, int records, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, records).SelectMany(_ => model.Inputs).SelectMany(Input)];

        byte[] Input(TensorInfo tensor)
        {
            int count = tensor.Shape.Aggregate(1, (product, dimension) => product * dimension);
            if (tensor.ElementType == ElementType.Float32)
            {
                return MemoryMarshal.AsBytes<float>([.. Enumerable.Range(0, count).Select(_ => (4 * random.NextSingle()) - 2)]).ToArray();
            }

            byte[] stored = new byte[count * tensor.ElementType.Size()];
            random.NextBytes(stored);
            return stored;
        }
    }
}
