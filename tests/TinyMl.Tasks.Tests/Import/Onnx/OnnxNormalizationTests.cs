using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Import.Onnx.Format;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.Import.Onnx;

/// <summary>Operators that normalize along axes, against ONNX Runtime.</summary>
[TestClass]
public sealed class OnnxNormalizationTests
{
    [TestMethod]
    [DataRow("Softmax", 7)]
    [DataRow("Softmax", 11)]
    [DataRow("Softmax", 13)]
    [DataRow("LogSoftmax", 7)]
    [DataRow("LogSoftmax", 11)]
    [DataRow("LogSoftmax", 13)]
    public void SoftmaxOverAnyAxisAgrees(string operation, int opset)
    {
        foreach (long[] shape in new[] { [1, 6], [1, 3, 4], [2, 3, 4, 5], new[] { 1L, 5, 1, 1 } })
        {
            foreach (long axis in Enumerable.Range(opset < 11 ? 0 : -shape.Length, opset < 11 ? shape.Length : 2 * shape.Length))
            {
                var model = new OnnxModelBuilder(opset);
                model.Output(model.Node(operation, [model.Input(shape)], Attribute("axis", axis)));
                OnnxRuntimeOracle.RequireAgreement(model, $"[{string.Join(", ", shape)}] axis {axis}");
            }

            var usual = new OnnxModelBuilder(opset);
            usual.Output(usual.Node(operation, [usual.Input(shape)]));
            OnnxRuntimeOracle.RequireAgreement(usual, $"[{string.Join(", ", shape)}]");
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void LpNormalizationOverAnyAxisAgrees(int p)
    {
        foreach (long axis in Enumerable.Range(-4, 8))
        {
            var model = new OnnxModelBuilder();
            model.Output(model.Node("LpNormalization", [model.Input(2, 3, 4, 5)], Attribute("axis", axis), Attribute("p", p)));
            OnnxRuntimeOracle.RequireAgreement(model, $"axis {axis}");
        }
    }

    [TestMethod]
    public void LayerNormalizationFromAnyAxisOnAgrees()
    {
        foreach (int axis in Enumerable.Range(-4, 8))
        {
            long[] shape = [2, 3, 4, 5], row = shape[(axis < 0 ? axis + 4 : axis)..];
            var model = new OnnxModelBuilder();
            string x = model.Input(shape);
            string both = model.Node("LayerNormalization", [x, model.Random(1, row), model.Random(2, row)], Attribute("axis", axis), Attribute("epsilon", 0.1f));
            model.Output(both, model.Node("LayerNormalization", [x, model.Random(3, row)], Attribute("axis", axis)));
            OnnxRuntimeOracle.RequireAgreement(model, $"axis {axis}");
        }
    }

    [TestMethod]
    public void ScalesOfLayerNormalizationMayBeBroadcast()
    {
        var model = new OnnxModelBuilder();
        string x = model.Input(2, 3, 4), scale = model.Random(1, 1);
        model.Output(
            model.Node("LayerNormalization", [x, scale], Attribute("axis", 2)),
            model.Node("LayerNormalization", [x, model.Random(2, 4), model.Random(3, 4)], Attribute("axis", 1)));
        OnnxRuntimeOracle.RequireAgreement(model);
    }

    [TestMethod]
    public void ParametersOfNormalizationsMayBeComputed()
    {
        var model = new OnnxModelBuilder();
        string x = model.Input(1, 3, 4), parameter = model.Input(3), row = model.Input(4);
        model.Output(model.Node("InstanceNormalization", [x, parameter, parameter]), model.Node("LayerNormalization", [x, row, row]));
        OnnxRuntimeOracle.RequireAgreement(model);
    }

    [TestMethod]
    public void LayerNormalizationGivesItsStatistics()
    {
        foreach (int axis in Enumerable.Range(0, 3))
        {
            var model = new OnnxModelBuilder();
            long[] shape = [2, 3, 4];
            string y = model.Node("LayerNormalization", [model.Input(shape), model.Random(1, shape[axis..])], Attribute("axis", axis), Attribute("epsilon", 0.1f));
            model.Graph.Node[^1].Output.Add(["mean", "deviation"]);
            model.Output(y, "mean", model.Node("Neg", ["deviation"]));
            OnnxRuntimeOracle.RequireAgreement(model, $"axis {axis}");
        }
    }

    [TestMethod]
    public void RootMeanSquareNormalizationAgrees()
    {
        foreach (int axis in Enumerable.Range(-3, 6))
        {
            var model = new OnnxModelBuilder(23);
            long[] shape = [2, 3, 4];
            model.Output(model.Node("RMSNormalization", [model.Input(shape), model.Random(1, shape[(axis < 0 ? axis + 3 : axis)..])], Attribute("axis", axis), Attribute("epsilon", 0.1f)));
            OnnxRuntimeOracle.RequireAgreement(model, $"axis {axis}");
        }
    }

    [TestMethod]
    public void InstanceNormalizationOfAnyRankAgrees()
    {
        foreach (long[] shape in new[] { [2, 3, 7], [2, 3, 4, 5], new[] { 1L, 2, 3, 2, 4 } })
        {
            var model = new OnnxModelBuilder();
            string channels = model.Random(1, shape[1]);
            model.Output(model.Node("InstanceNormalization", [model.Input(shape), channels, model.Random(2, shape[1])], Attribute("epsilon", 0.01f)));
            OnnxRuntimeOracle.RequireAgreement(model, $"[{string.Join(", ", shape)}]");
        }
    }

    [TestMethod]
    [DataRow(18, 1, 1L)]
    [DataRow(18, 2, 2L)]
    [DataRow(21, 2, 4L)]
    [DataRow(21, 4, 4L)]
    public void GroupNormalizationAgrees(int opset, int groups, long parameters)
    {
        var model = new OnnxModelBuilder(opset);
        model.Output(model.Node("GroupNormalization", [model.Input(2, 4, 3, 5), model.Random(1, parameters), model.Random(2, parameters)], Attribute("num_groups", groups)));
        OnnxRuntimeOracle.RequireAgreement(model);
    }

    [TestMethod]
    public void MeanVarianceNormalizationAgrees()
    {
        foreach (long[] axes in new[] { [0L, 2, 3], new[] { 0L, 1, 2, 3 } })
        {
            var model = new OnnxModelBuilder();
            model.Output(model.Node("MeanVarianceNormalization", [model.Input(2, 3, 4, 5)], Attribute("axes", axes)));
            OnnxRuntimeOracle.RequireAgreement(model, string.Join(", ", axes));
        }
    }

    [TestMethod]
    public void FormsOfNormalizationsThatAreNotSupportedAreNamed()
    {
        Refused("LayerNormalization", [4], "its stash_type is 11; supported is 1, FLOAT", Attribute("stash_type", 11));
        Refused("GlobalLpPool", null, "its p is 3; supported are 1 and 2", Attribute("p", 3));
        Refused("InstanceNormalization", [1], "its attribute 'stash_type' is not known", Attribute("stash_type", 1));
        Refused("LpNormalization", null, "its p is 3; supported are 1 and 2", Attribute("p", 3));
    }

    private static void Refused(string operation, long[]? parameter, string reason, params AttributeProto[] attributes)
    {
        var model = new OnnxModelBuilder();
        string x = model.Input(2, 1, 4);
        string[] parameters = parameter is null ? [] : [.. Enumerable.Range(0, operation == "InstanceNormalization" ? 2 : 1).Select(seed => model.Random(seed, parameter))];
        model.Output(model.Node(operation, [x, .. parameters], attributes));
        OnnxRefusalTests.Refused(model, "TML1004", $"the operator {operation} ", reason);
    }
}
