using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Tests.Simplify;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.Import.Onnx;

/// <summary>Whole networks, random ones against ONNX Runtime and real ones against their golden vectors.</summary>
[TestClass]
public sealed class OnnxNetworkTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void RandomNetworksAgreeAndTransposeAtTheirInputOnly(int dimensions)
    {
        for (int seed = 0; seed < 60; seed++)
        {
            Graph graph = OnnxRuntimeOracle.RequireAgreement(RandomNetwork(new Random(seed), dimensions), $"seed {seed}");

            Assert.IsLessThanOrEqualTo(1, graph.Nodes.Count(node => node.Operator is Transpose), $"seed {seed}: {graph.Operators()}");
        }
    }

    [TestMethod]
    [DataRow("kws_float_bn")]
    [DataRow("ic_float_bn")]
    [DataRow("vww_float")]
    [DataRow("ad_float")]
    public void RealNetworksGiveTheirGoldenOutputs(string name)
    {
        Graph graph = SharedModel.Import($"{name}.onnx");
        TinyModel model = OnnxRuntimeOracle.Load(graph.Simplified());
        using NumpyArchive golden = NumpyArchive.Open(SharedFiles.Find($"golden/{name}_onnx.npz"));
        DataArray inputs = golden.Read("x"), outputs = golden.Read("y");
        float[] expected = new float[outputs.SampleLength];
        var (all, actual) = (new List<float>(), new List<float>());

        for (int sample = 0; sample < inputs.Count; sample++)
        {
            inputs.CopyTo(sample, model.Input<float>());
            outputs.CopyTo(sample, expected);
            model.Invoke();
            all.AddRange(expected);
            actual.AddRange(model.Output<float>());
        }

        OnnxRuntimeOracle.RequireClose([.. all], [.. actual], 1e-5, name);
    }

    /// <summary>A convolutional classifier as PyTorch would export it: blocks of convolutions, residuals and branches, a head.</summary>
    private static OnnxModelBuilder RandomNetwork(Random random, int dimensions)
    {
        var model = new OnnxModelBuilder(random.Next(2) == 0 ? 11 : 17);
        int channels = 1 + random.Next(3), size = 10 + random.Next(4);
        string x = model.Input([1, channels, .. Enumerable.Repeat((long)size, dimensions)]);
        for (int block = 0; block < 2 + random.Next(3); block++)
        {
            (x, channels) = random.Next(5) switch
            {
                0 => (Activated(model, random, model.Node("Add", [Layer(model, random, dimensions, x, channels, channels), x])), channels),
                1 => (model.Node("Concat", [Layer(model, random, dimensions, x, channels, 3), Layer(model, random, dimensions, x, channels, 2), x], Attribute("axis", 1)), channels + 5),
                2 => (Activated(model, random, Layer(model, random, dimensions, x, channels, channels, group: channels)), channels),
                3 => (model.Node("Add", [model.Node("Mul", [x, Gate(model, random, dimensions, x, channels)]), Layer(model, random, dimensions, x, channels, channels)]), channels),
                _ => (Activated(model, random, Layer(model, random, dimensions, x, channels, 4)), 4),
            };
        }

        if (random.Next(2) == 0) x = model.Node(random.Next(2) == 0 ? "MaxPool" : "AveragePool", [x], Attribute("kernel_shape", All(dimensions, 2)), Attribute("strides", All(dimensions, 2)));
        if (random.Next(2) == 0) return model.Output(model.Node("Softmax", [Head(model, random, model.Node("GlobalAveragePool", [x]), channels)], Attribute("axis", 1)));

        string flat = dimensions == 1 ? x : model.Node("ReduceMean", [x], Attribute("axes", new[] { 3L }), Attribute("keepdims", 0));
        return model.Output(model.Node("ReduceMean", [Activated(model, random, flat)], Attribute("axes", new[] { 2L }), Attribute("keepdims", 0)));
    }

    private static string Layer(OnnxModelBuilder model, Random random, int dimensions, string x, int inputs, int outputs, int group = 1)
    {
        string y = model.Node("Conv", [x, model.Random(random.Next(), [outputs, inputs / group, .. All(dimensions, 3)]), model.Random(random.Next(), outputs)], Attribute("pads", All(2 * dimensions, 1)), Attribute("group", group));
        if (random.Next(2) == 0) return y;
        return model.Node("BatchNormalization", [y, model.Random(random.Next(), outputs), model.Random(random.Next(), outputs), model.Random(random.Next(), outputs), model.Floats([outputs], [.. Enumerable.Repeat(0.5f, outputs)])]);
    }

    /// <summary>Squeeze and excitation.</summary>
    private static string Gate(OnnxModelBuilder model, Random random, int dimensions, string x, int channels)
    {
        string squeezed = model.Node("GlobalAveragePool", [x]);
        return model.Node("Sigmoid", [model.Node("Conv", [squeezed, model.Random(random.Next(), [channels, channels, .. All(dimensions, 1)])])]);
    }

    private static long[] All(int count, long value) => [.. Enumerable.Repeat(value, count)];

    private static string Head(OnnxModelBuilder model, Random random, string x, int channels) =>
        model.Node("Gemm", [model.Node("Flatten", [x]), model.Random(random.Next(), 5, channels), model.Random(random.Next(), 5)], Attribute("transB", 1));

    private static string Activated(OnnxModelBuilder model, Random random, string x) =>
        model.Node(new[] { "Relu", "LeakyRelu", "Sigmoid", "Tanh" }[random.Next(4)], [x]);
}
