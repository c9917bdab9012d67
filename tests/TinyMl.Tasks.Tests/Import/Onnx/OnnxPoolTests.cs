using System;
using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Import.Onnx.Format;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.Import.Onnx;

/// <summary>Pools and means against ONNX Runtime.</summary>
[TestClass]
public sealed class OnnxPoolTests
{
    [TestMethod]
    [DataRow("AveragePool", 7)]
    [DataRow("AveragePool", 10)]
    [DataRow("AveragePool", 11)]
    [DataRow("AveragePool", 19)]
    [DataRow("AveragePool", 22)]
    [DataRow("MaxPool", 7)]
    [DataRow("MaxPool", 8)]
    [DataRow("MaxPool", 12)]
    [DataRow("MaxPool", 22)]
    public void RandomAttributesAgree(string operation, int opset)
    {
        int compared = 0;
        for (int seed = 0; seed < 100; seed++)
        {
            OnnxModelBuilder model = RandomPool(operation, opset, new Random(seed));
            if (!OnnxRuntimeOracle.Accepts(model)) continue;
            OnnxRuntimeOracle.RequireAgreement(model, $"seed {seed}");
            compared++;
        }

        Assert.IsGreaterThan(60, compared);
    }

    [TestMethod]
    public void DilatedPoolsAreRefused()
    {
        var model = new OnnxModelBuilder();
        model.Output(model.Node("MaxPool", [model.Input(1, 1, 6, 6)], Attribute("kernel_shape", 2, 2), Attribute("dilations", 2, 1)));

        DiagnosticException exception = Assert.ThrowsExactly<DiagnosticException>(() => OnnxRuntimeOracle.Import(model.Write()));

        Assert.AreEqual("TML1004", exception.Diagnostic.Code);
        Assert.Contains("its window is dilated", exception.Message);
    }

    [TestMethod]
    [DataRow("GlobalAveragePool")]
    [DataRow("GlobalMaxPool")]
    public void GlobalPoolsAgree(string operation)
    {
        var model = new OnnxModelBuilder();
        model.Output(model.Node(operation, [model.Input(1, 3, 5, 4)]));
        OnnxRuntimeOracle.RequireAgreement(model);
    }

    [TestMethod]
    public void TheGlobalAverageOfThreeAndFiveDimensionsAgrees()
    {
        foreach (long[] shape in new[] { [1L, 3, 5], new[] { 1L, 3, 2, 2, 3 } })
        {
            var model = new OnnxModelBuilder();
            model.Output(model.Node("GlobalAveragePool", [model.Input(shape)]));
            OnnxRuntimeOracle.RequireAgreement(model);
        }
    }

    [TestMethod]
    [DataRow(13)]
    [DataRow(18)]
    public void MeansOverAnyAxesAgree(int opset)
    {
        foreach (long[] axes in new[] { [0L], [-1], [1, 2], [-2, 3], [0, 1, 2, 3], Array.Empty<long>() })
        {
            foreach (long keep in new[] { 0L, 1 })
            {
                var model = new OnnxModelBuilder(opset);
                string x = model.Input(2, 3, 4, 5);
                model.Output(opset < 18
                    ? model.Node("ReduceMean", [x], axes.Length == 0 ? [Attribute("keepdims", keep)] : [Attribute("axes", axes), Attribute("keepdims", keep)])
                    : model.Node("ReduceMean", [x, model.Integers(axes)], Attribute("keepdims", keep)));
                OnnxRuntimeOracle.RequireAgreement(model, $"axes {string.Join(", ", axes)} keepdims {keep}");
            }
        }
    }

    [TestMethod]
    public void AMeanOverNoAxesMayBeNone()
    {
        var model = new OnnxModelBuilder(18);
        model.Output(model.Node("Relu", [model.Node("ReduceMean", [model.Input(2, 3), model.Integers()], Attribute("noop_with_empty_axes", 1))]));
        OnnxRuntimeOracle.RequireAgreement(model);
    }

    private static OnnxModelBuilder RandomPool(string operation, int opset, Random random)
    {
        int height = 1 + random.Next(4), width = 1 + random.Next(4);
        var model = new OnnxModelBuilder(opset);
        string x = model.Input(1, 1 + random.Next(3), 5 + random.Next(6), 5 + random.Next(6));
        List<AttributeProto> attributes = [Attribute("kernel_shape", height, width)];
        if (random.Next(4) > 0) attributes.Add(Attribute("strides", 1 + random.Next(3), 1 + random.Next(3)));
        if (random.Next(3) > 0) attributes.Add(Attribute("pads", random.Next(height), random.Next(width), random.Next(height), random.Next(width)));
        else attributes.Add(Attribute("auto_pad", new[] { "SAME_UPPER", "SAME_LOWER", "VALID" }[random.Next(3)]));
        if (opset >= 10 && random.Next(2) == 0) attributes.Add(Attribute("ceil_mode", 1));
        if (operation == "AveragePool" && random.Next(2) == 0) attributes.Add(Attribute("count_include_pad", 1));
        if (operation == "MaxPool" && opset >= 8 && random.Next(2) == 0) attributes.Add(Attribute("storage_order", 1));
        return model.Output(model.Node(operation, [x], attributes));
    }
}
