using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
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
    [DataRow("GlobalAveragePool", 0)]
    [DataRow("GlobalLpPool", 1)]
    [DataRow("GlobalLpPool", 2)]
    [DataRow("GlobalMaxPool", 0)]
    public void GlobalPoolsOfAnyRankAgree(string operation, int p)
    {
        foreach (long[] shape in new[] { [1L, 3, 5], [1, 3, 5, 4], new[] { 2L, 3, 2, 2, 3 } })
        {
            var model = new OnnxModelBuilder();
            model.Output(model.Node(operation, [model.Input(shape)], p == 0 ? [] : [Attribute("p", p)]));
            OnnxRuntimeOracle.RequireAgreement(model, $"[{string.Join(", ", shape)}]");
        }
    }

    private static OnnxModelBuilder RandomPool(string operation, int opset, Random random)
    {
        int dimensions = 1 + random.Next(2);
        long[] kernel = Numbers(_ => 1 + random.Next(4));
        var model = new OnnxModelBuilder(opset);
        bool isDilated = opset >= (operation == "MaxPool" ? 10 : 19) && random.Next(3) == 0;
        string x = model.Input([1 + random.Next(2), 1 + random.Next(3), .. Numbers(_ => (isDilated ? 10 : 5) + random.Next(6))]);
        List<AttributeProto> attributes = [Attribute("kernel_shape", kernel)];
        if (isDilated || random.Next(3) > 0)
        {
            if (random.Next(4) > 0) attributes.Add(Attribute("strides", Numbers(_ => 1 + random.Next(3))));
            if (isDilated) attributes.Add(Attribute("dilations", Numbers(_ => 1 + random.Next(3))));
            attributes.Add(Attribute("pads", [.. Numbers(axis => random.Next((int)kernel[axis])), .. Numbers(axis => random.Next((int)kernel[axis]))]));
        }
        else
        {
            // ONNX Runtime pads by less than nothing where strides are larger than the window, and forgets dilations.
            attributes.Add(Attribute("strides", Numbers(axis => 1 + random.Next((int)Math.Min(3, kernel[axis])))));
            attributes.Add(Attribute("auto_pad", new[] { "SAME_UPPER", "SAME_LOWER", "VALID" }[random.Next(3)]));
        }

        if (opset >= 10 && random.Next(2) == 0) attributes.Add(Attribute("ceil_mode", 1));
        if (operation == "AveragePool" && random.Next(2) == 0) attributes.Add(Attribute("count_include_pad", 1));
        if (operation == "MaxPool" && opset >= 8 && random.Next(2) == 0) attributes.Add(Attribute("storage_order", 1));
        return model.Output(model.Node(operation, [x], attributes));

        long[] Numbers(Func<int, int> number) => [.. Enumerable.Range(0, dimensions).Select(axis => (long)number(axis))];
    }
}
