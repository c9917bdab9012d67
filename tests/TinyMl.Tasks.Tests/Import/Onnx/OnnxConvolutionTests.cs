using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Import.Onnx.Format;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.Import.Onnx;

/// <summary>Conv and BatchNormalization against ONNX Runtime.</summary>
[TestClass]
public sealed class OnnxConvolutionTests
{
    [TestMethod]
    [DataRow(1, 4, 3, 3)]
    [DataRow(1, 5, 1, 1)]
    [DataRow(1, 2, 2, 5)]
    [DataRow(3, 3, 3, 3)]
    [DataRow(3, 6, 3, 2)]
    [DataRow(3, 9, 1, 1)]
    public void DenseAndDepthwiseConvolutionsOfAnyKernelAgree(int group, int outputs, int height, int width)
    {
        var model = new OnnxModelBuilder();
        string x = model.Input(1, 3, 7, 8);
        model.Output(model.Node("Conv", [x, model.Random(1, outputs, 3 / group, height, width), model.Random(2, outputs)], Attribute("group", group)));

        OnnxRuntimeOracle.RequireAgreement(model);
    }

    [TestMethod]
    [DataRow("SAME_UPPER")]
    [DataRow("SAME_LOWER")]
    [DataRow("VALID")]
    [DataRow("NOTSET")]
    public void AutomaticPaddingAgrees(string padding)
    {
        foreach ((int kernel, int stride, int size) in new[] { (2, 1, 6), (2, 2, 7), (3, 2, 6), (4, 3, 9), (5, 2, 8), (1, 3, 7) })
        {
            var model = new OnnxModelBuilder();
            string x = model.Input(1, 2, size, size + 1);
            model.Output(model.Node("Conv", [x, model.Random(1, 3, 2, kernel, kernel)], Attribute("auto_pad", padding), Attribute("strides", stride, stride)));

            OnnxRuntimeOracle.RequireAgreement(model, $"kernel {kernel}, stride {stride}, size {size}");
        }
    }

    [TestMethod]
    public void RandomAttributesAgree()
    {
        int compared = 0;
        for (int seed = 0; seed < 150; seed++)
        {
            OnnxModelBuilder model = RandomConvolution(new Random(seed));
            if (!OnnxRuntimeOracle.Accepts(model)) continue;
            OnnxRuntimeOracle.RequireAgreement(model, $"seed {seed}");
            compared++;
        }

        Assert.IsGreaterThan(100, compared);
    }

    [TestMethod]
    [DataRow("Conv", 2)]
    [DataRow("ConvTranspose", 2)]
    [DataRow("Conv", 1)]
    [DataRow("ConvTranspose", 1)]
    public void BatchNormalizationVanishesIntoGroupedAndTransposedConvolutionsOfAnyDimensions(string operation, int dimensions)
    {
        var model = new OnnxModelBuilder();
        long[] size = [.. Enumerable.Repeat(6L, dimensions)], kernel = [.. Enumerable.Repeat(3L, dimensions)];
        string x = model.Input([1, 4, .. size]);
        string y = model.Node(operation, [x, model.Random(1, [.. operation == "Conv" ? new long[] { 6, 2 } : [4, 3], .. kernel])], Attribute("group", 2));
        y = model.Node("BatchNormalization", [y, model.Random(2, 6), model.Random(3, 6), model.Random(4, 6), Positive(model, 6)]);
        y = model.Node("Relu", [y]);
        y = model.Node(operation, [y, model.Random(5, [6, 6, .. kernel])]);
        model.Output(model.Node("Relu", [y]));

        Graph graph = OnnxRuntimeOracle.RequireAgreement(model);

        Assert.HasCount(2, graph.Nodes.Where(node => node.Macs > 0));
        Assert.HasCount(2, graph.Nodes.Where(node => node.Operator is Transpose));
        Assert.IsEmpty(graph.Nodes.Where(node => node.Macs == 0 && node.Operator is not (Transpose or Reshape)));
    }

    [TestMethod]
    [DataRow(7)]
    [DataRow(9)]
    [DataRow(15)]
    public void BatchNormalizationAgreesAndVanishesIntoTheConvolution(int opset)
    {
        var model = new OnnxModelBuilder(opset);
        string y = model.Node("Conv", [model.Input(1, 2, 6, 6), model.Random(1, 4, 2, 3, 3)]);
        y = model.Node("BatchNormalization", [y, model.Random(2, 4), model.Random(3, 4), model.Random(4, 4), Positive(model, 4)], Attribute("epsilon", 0.01f), Attribute("momentum", 0.5f));
        model.Output(model.Node("Relu", [y]));

        Graph graph = OnnxRuntimeOracle.RequireAgreement(model);

        Assert.HasCount(3, graph.Nodes);
    }

    [TestMethod]
    public void BatchNormalizationOfTwoAndOfFiveDimensionsAgrees()
    {
        foreach (long[] shape in new[] { [1L, 4], [2L, 4], new[] { 1L, 4, 2, 3, 2 } })
        {
            var model = new OnnxModelBuilder();
            model.Output(model.Node("BatchNormalization", [model.Input(shape), model.Random(2, 4), model.Random(3, 4), model.Random(4, 4), Positive(model, 4)]));
            OnnxRuntimeOracle.RequireAgreement(model);
        }
    }

    private static string Positive(OnnxModelBuilder model, int channels)
    {
        float[] values = new float[channels];
        for (int i = 0; i < channels; i++) values[i] = 0.25f + i;
        return model.Floats([channels], values);
    }

    private static OnnxModelBuilder RandomConvolution(Random random)
    {
        int dimensions = 1 + random.Next(2), groups = 1 + random.Next(3);
        int inputs = random.Next(2) == 0 ? 1 : 1 + random.Next(4), outputs = groups * (1 + random.Next(3));
        long[] kernel = Numbers(() => 1 + random.Next(4));
        var model = new OnnxModelBuilder(new[] { 7, 11, 13, 17, 22 }[random.Next(5)]);
        string x = model.Input([1 + random.Next(2), groups * inputs, .. Numbers(() => 5 + random.Next(6))]);
        List<string> operands = [x, model.Random(random.Next(), [outputs, inputs, .. kernel])];
        if (random.Next(2) == 0) operands.Add(model.Random(random.Next(), outputs));

        List<AttributeProto> attributes = [Attribute("group", groups)];
        if (random.Next(2) == 0) attributes.Add(Attribute("kernel_shape", kernel));
        if (random.Next(3) > 0) attributes.Add(Attribute("strides", Numbers(() => 1 + random.Next(3))));
        if (random.Next(3) > 0) attributes.Add(Attribute("dilations", Numbers(() => 1 + random.Next(2))));
        attributes.Add(random.Next(2) == 0
            ? Attribute("pads", [.. Numbers(() => random.Next(4)), .. Numbers(() => random.Next(4))])
            : Attribute("auto_pad", new[] { "SAME_UPPER", "SAME_LOWER", "VALID" }[random.Next(3)]));
        return model.Output(model.Node("Conv", operands, attributes));

        long[] Numbers(Func<int> number) => [.. Enumerable.Range(0, dimensions).Select(_ => (long)number())];
    }
}
