using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Import;
using TinyMl.Tasks.Tests.Simplify;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.Import.Onnx;

/// <summary>Whole networks, random ones against ONNX Runtime and real ones against their golden vectors.</summary>
[TestClass]
public sealed class OnnxNetworkTests
{
    [TestMethod]
    public void RandomNetworksAgreeAndTransposeAtTheirInputOnly()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            Graph graph = OnnxRuntimeOracle.RequireAgreement(RandomNetwork(new Random(seed)), $"seed {seed}");

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
        Graph graph = ModelImporter.Import(SharedFiles.Find($"models/{name}.onnx"), name, CancellationToken.None).Graph;
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
    private static OnnxModelBuilder RandomNetwork(Random random)
    {
        var model = new OnnxModelBuilder(random.Next(2) == 0 ? 11 : 17);
        int channels = 1 + random.Next(3), size = 10 + random.Next(4);
        string x = model.Input(1, channels, size, size);
        for (int block = 0; block < 2 + random.Next(3); block++)
        {
            (x, channels) = random.Next(5) switch
            {
                0 => (Activated(model, random, model.Node("Add", [Layer(model, random, x, channels, channels), x])), channels),
                1 => (model.Node("Concat", [Layer(model, random, x, channels, 3), Layer(model, random, x, channels, 2), x], Attribute("axis", 1)), channels + 5),
                2 => (Activated(model, random, Layer(model, random, x, channels, channels, group: channels)), channels),
                3 => (model.Node("Add", [model.Node("Mul", [x, Gate(model, random, x, channels)]), Layer(model, random, x, channels, channels)]), channels),
                _ => (Activated(model, random, Layer(model, random, x, channels, 4)), 4),
            };
        }

        if (random.Next(2) == 0) x = model.Node(random.Next(2) == 0 ? "MaxPool" : "AveragePool", [x], Attribute("kernel_shape", 2, 2), Attribute("strides", 2, 2));
        if (random.Next(2) == 0) return model.Output(model.Node("Softmax", [Head(model, random, model.Node("GlobalAveragePool", [x]), channels)], Attribute("axis", 1)));

        string flat = model.Node("ReduceMean", [x], Attribute("axes", new[] { 3L }), Attribute("keepdims", 0));
        return model.Output(model.Node("ReduceMean", [Activated(model, random, flat)], Attribute("axes", new[] { 2L }), Attribute("keepdims", 0)));
    }

    private static string Layer(OnnxModelBuilder model, Random random, string x, int inputs, int outputs, int group = 1)
    {
        string y = model.Node("Conv", [x, model.Random(random.Next(), outputs, inputs / group, 3, 3), model.Random(random.Next(), outputs)], Attribute("pads", 1, 1, 1, 1), Attribute("group", group));
        if (random.Next(2) == 0) return y;
        return model.Node("BatchNormalization", [y, model.Random(random.Next(), outputs), model.Random(random.Next(), outputs), model.Random(random.Next(), outputs), model.Floats([outputs], [.. Enumerable.Repeat(0.5f, outputs)])]);
    }

    /// <summary>Squeeze and excitation.</summary>
    private static string Gate(OnnxModelBuilder model, Random random, string x, int channels)
    {
        string squeezed = model.Node("GlobalAveragePool", [x]);
        return model.Node("Sigmoid", [model.Node("Conv", [squeezed, model.Random(random.Next(), channels, channels, 1, 1)])]);
    }

    private static string Head(OnnxModelBuilder model, Random random, string x, int channels) =>
        model.Node("Gemm", [model.Node("Flatten", [x]), model.Random(random.Next(), 5, channels), model.Random(random.Next(), 5)], Attribute("transB", 1));

    private static string Activated(OnnxModelBuilder model, Random random, string x) =>
        model.Node(new[] { "Relu", "LeakyRelu", "Sigmoid", "Tanh" }[random.Next(4)], [x]);
}
