using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Import.Onnx.Format;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.Import.Onnx;

/// <summary>Gemm and MatMul against ONNX Runtime.</summary>
[TestClass]
public sealed class OnnxMatrixTests
{
    [TestMethod]
    [DataRow(0, 0, 1f, 1f, "")]
    [DataRow(0, 1, 1f, 1f, "4")]
    [DataRow(1, 0, 1f, 1f, "1,4")]
    [DataRow(1, 1, 0.5f, 2f, "4")]
    [DataRow(0, 1, -1.5f, 0.25f, "3,4")]
    [DataRow(0, 0, 1f, 2f, "3,1")]
    [DataRow(0, 0, 1f, 1f, "1")]
    [DataRow(0, 1, 2f, 0f, "4")]
    public void GemmAgrees(int transposeA, int transposeB, float alpha, float beta, string c)
    {
        foreach (int opset in new[] { 7, 9, 11, 13 })
        {
            if (c.Length == 0 && opset < 11) continue;
            var model = new OnnxModelBuilder(opset);
            string a = model.Input(transposeA == 1 ? [5L, 3] : [3L, 5]);
            List<string> inputs = [a, model.Random(1, transposeB == 1 ? [4, 5] : [5, 4])];
            if (c.Length > 0) inputs.Add(model.Random(2, [.. c.Split(',').Select(long.Parse)]));
            model.Output(model.Node("Gemm", inputs, Attribute("transA", transposeA), Attribute("transB", transposeB), Attribute("alpha", alpha), Attribute("beta", beta)));
            OnnxRuntimeOracle.RequireAgreement(model, $"opset {opset}");
        }
    }

    [TestMethod]
    [DataRow(0, 0, 1f, 1f, "")]
    [DataRow(1, 0, 1f, 1f, "1,4")]
    [DataRow(0, 1, 0.5f, 2f, "4")]
    [DataRow(1, 1, -1.5f, 0.25f, "3,4")]
    [DataRow(0, 0, 1f, 2f, "3,1")]
    [DataRow(0, 1, 2f, 0f, "1")]
    public void GemmOfTwoComputedMatricesAgrees(int transposeA, int transposeB, float alpha, float beta, string c)
    {
        var model = new OnnxModelBuilder();
        List<string> inputs = [model.Input(transposeA == 1 ? [5L, 3] : [3L, 5]), model.Input(transposeB == 1 ? [4L, 5] : [5L, 4])];
        if (c.Length > 0) inputs.Add(model.Random(2, [.. c.Split(',').Select(long.Parse)]));
        model.Output(model.Node("Gemm", inputs, Attribute("transA", transposeA), Attribute("transB", transposeB), Attribute("alpha", alpha), Attribute("beta", beta)));
        OnnxRuntimeOracle.RequireAgreement(model);
    }

    [TestMethod]
    [DataRow("5", "5")]
    [DataRow("5", "5,4")]
    [DataRow("3,5", "5")]
    [DataRow("3,5", "5,4")]
    [DataRow("2,3,5", "2,5,4")]
    [DataRow("2,3,5", "5,4")]
    [DataRow("3,5", "2,5,4")]
    [DataRow("2,1,3,5", "1,4,5,2")]
    [DataRow("5", "2,3,5,4")]
    [DataRow("2,3,4,5", "5")]
    [DataRow("2,1,3,2,5", "3,5,9")]
    public void MatMulOfComputedOperandsOfAnyRanksAgrees(string left, string right)
    {
        long[] a = [.. left.Split(',').Select(long.Parse)], b = [.. right.Split(',').Select(long.Parse)];
        foreach (int constant in new[] { 0, 1, 2 })
        {
            var model = new OnnxModelBuilder();
            string x = constant == 1 ? model.Random(1, a) : model.Input(a), y = constant == 2 ? model.Random(1, b) : model.Input(b);
            model.Output(model.Node("Relu", [model.Node("MatMul", [x, y])]));
            OnnxRuntimeOracle.RequireAgreement(model, $"constant {constant}");
        }
    }

    [TestMethod]
    public void AttentionAgrees()
    {
        var model = new OnnxModelBuilder();
        string query = model.Input(1, 2, 6, 4), key = model.Input(1, 2, 6, 4), value = model.Input(1, 2, 6, 3);
        string scores = model.Node("MatMul", [query, model.Node("Transpose", [key], Attribute("perm", 0, 1, 3, 2))]);
        string weights = model.Node("Softmax", [model.Node("Mul", [scores, model.Floats([], 0.5f)])], Attribute("axis", -1));
        model.Output(model.Node("MatMul", [weights, value]));
        OnnxRuntimeOracle.RequireAgreement(model);
    }

    [TestMethod]
    public void GemmWithAComputedAddendAgrees()
    {
        var model = new OnnxModelBuilder();
        string c = model.Node("Relu", [model.Input(1, 4)]);
        model.Output(model.Node("Gemm", [model.Input(3, 5), model.Random(1, 5, 4), c], Attribute("beta", 3f)));
        OnnxRuntimeOracle.RequireAgreement(model);
    }

    [TestMethod]
    [DataRow("5", "5,4")]
    [DataRow("5", "5")]
    [DataRow("3,5", "5,4")]
    [DataRow("3,5", "5")]
    [DataRow("2,3,5", "5,4")]
    [DataRow("2,1,3,5", "5,4")]
    [DataRow("2,3,5", "1,5,4")]
    [DataRow("3,5", "1,1,5,4")]
    [DataRow("5", "1,5,4")]
    [DataRow("2,3,5", "5")]
    public void MatMulOfAnyRanksAgrees(string left, string right)
    {
        var model = new OnnxModelBuilder();
        string x = model.Input([.. left.Split(',').Select(long.Parse)]);
        model.Output(model.Node("MatMul", [x, model.Random(1, [.. right.Split(',').Select(long.Parse)])]));
        OnnxRuntimeOracle.RequireAgreement(model);
    }

    [TestMethod]
    public void WeightsThatAreTransposedInTheModelAgree()
    {
        var model = new OnnxModelBuilder();
        string weights = model.Node("Transpose", [model.Random(1, 4, 5)], new AttributeProto { Name = "perm", Type = AttributeProto.Types.AttributeType.Ints, Ints = { 1, 0 } });
        string y = model.Node("MatMul", [model.Input(1, 5), weights]);
        model.Output(model.Node("Add", [y, model.Random(2, 4)]));

        Assert.HasCount(1, OnnxRuntimeOracle.RequireAgreement(model).Nodes.Where(node => node.Operator is TinyMl.Tasks.Graphs.Operators.FullyConnected or TinyMl.Tasks.Graphs.Operators.Add));
    }
}
