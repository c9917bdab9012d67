using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Tests.Simplify;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.Import.Onnx;

/// <summary>Reductions and the index of an extreme, against ONNX Runtime.</summary>
[TestClass]
public sealed class OnnxReductionTests
{
    [TestMethod]
    [DataRow("ReduceL1", 13)]
    [DataRow("ReduceL1", 18)]
    [DataRow("ReduceL2", 13)]
    [DataRow("ReduceL2", 18)]
    [DataRow("ReduceLogSum", 13)]
    [DataRow("ReduceLogSum", 18)]
    [DataRow("ReduceLogSumExp", 13)]
    [DataRow("ReduceLogSumExp", 18)]
    [DataRow("ReduceMax", 13)]
    [DataRow("ReduceMax", 18)]
    [DataRow("ReduceMean", 13)]
    [DataRow("ReduceMean", 18)]
    [DataRow("ReduceMin", 13)]
    [DataRow("ReduceMin", 18)]
    [DataRow("ReduceProd", 13)]
    [DataRow("ReduceProd", 18)]
    [DataRow("ReduceSum", 11)]
    [DataRow("ReduceSum", 13)]
    [DataRow("ReduceSumSquare", 13)]
    [DataRow("ReduceSumSquare", 18)]
    public void ReductionsOverAnyAxesAgree(string operation, int opset)
    {
        bool isAttribute = opset < (operation == "ReduceSum" ? 13 : 18);
        foreach (long[] axes in new[] { [0L], [-1], [1, 2], [-2, 3], [0, 2], [0, 1, 2, 3], Array.Empty<long>() })
        {
            foreach (long keep in new[] { 0L, 1 })
            {
                var model = new OnnxModelBuilder(opset);
                string x = model.Input(2, 3, 4, 5);
                if (operation == "ReduceLogSum") x = model.Node("Abs", [x]);
                model.Output(isAttribute
                    ? model.Node(operation, [x], axes.Length == 0 ? [Attribute("keepdims", keep)] : [Attribute("axes", axes), Attribute("keepdims", keep)])
                    : model.Node(operation, [x, model.Integers(axes)], Attribute("keepdims", keep)));
                OnnxRuntimeOracle.RequireAgreement(model, $"axes {string.Join(", ", axes)} keepdims {keep}");
            }
        }
    }

    [TestMethod]
    [DataRow("ReduceMean")]
    [DataRow("ReduceSum")]
    public void AReductionOverNoAxesMayBeNone(string operation)
    {
        var model = new OnnxModelBuilder(18);
        model.Output(model.Node("Relu", [model.Node(operation, [model.Input(2, 3), model.Integers()], Attribute("noop_with_empty_axes", 1))]));
        OnnxRuntimeOracle.RequireAgreement(model);
    }

    [TestMethod]
    [DataRow("ReduceL1", "Abs")]
    [DataRow("ReduceL2", "Mul, Sqrt")]
    [DataRow("ReduceLogSum", "Log")]
    [DataRow("ReduceLogSumExp", "")]
    [DataRow("ReduceSumSquare", "Mul")]
    public void OverNoAxesTheFunctionsAroundTheSumRemain(string operation, string expected)
    {
        var model = new OnnxModelBuilder(18);
        model.Output(model.Node(operation, [model.Input(2, 3)], Attribute("noop_with_empty_axes", 1)), model.Graph.Input[0].Name);

        Graph graph = OnnxRuntimeOracle.Import(model.Write()).Simplified();

        Assert.AreEqual(expected, string.Join(", ", graph.Nodes.Where(node => node.Operator is not Reshape).Select(node => node.Operator.Name)));
    }

    [TestMethod]
    [DataRow("ReduceSum", 12L)]
    [DataRow("ReduceProd", 60L)]
    [DataRow("ReduceMax", 5L)]
    [DataRow("ReduceMin", 3L)]
    public void AShapeIsReducedAtImport(string operation, long expected)
    {
        var model = new OnnxModelBuilder(18);
        string count = model.Node(operation, [model.Node("Shape", [model.Input(3, 4, 5)])], Attribute("keepdims", 1));
        string shape = model.Node("Concat", [count, model.Integers(1)], Attribute("axis", 0));
        model.Output(model.Node("Reshape", [model.Input(1, expected), shape]));

        Graph graph = OnnxRuntimeOracle.Import(model.Write());

        Assert.AreEqual(new Shape((int)expected, 1), graph.Outputs[0].Shape);
    }

    [TestMethod]
    [DataRow("ArgMax", 0L, 0L, new long[] { 0, 0, 1, 1 }, new long[] { 1, 0, 1, 1 })]
    [DataRow("ArgMax", 1L, 1L, new long[] { 1, 2 }, new long[] { 3, 3 })]
    [DataRow("ArgMin", -1L, 1L, new long[] { 0, 1 }, new long[] { 2, 1 })]
    public void TheIndexOfAnExtremeIsTheFirstOrTheLast(string operation, long axis, long keep, long[] first, long[] last)
    {
        float[] x = [-1, 2, -1, 2, -1, -3, 5, 5];
        foreach (long isLast in new[] { 0L, 1 })
        {
            var model = new OnnxModelBuilder(13);
            model.Output(model.Node(operation, [model.Input(2, 4)], Attribute("axis", axis), Attribute("keepdims", keep), Attribute("select_last_index", isLast)));
            Graph graph = OnnxRuntimeOracle.Import(model.Write());
            foreach (Graph variant in new[] { graph, graph.Simplified() })
            {
                TinyModel runtime = OnnxRuntimeOracle.Load(variant);
                x.CopyTo(runtime.Input<float>());
                runtime.Invoke();
                CollectionAssert.AreEqual(isLast == 1 ? last : first, runtime.Output<long>().ToArray(), $"select_last_index {isLast}");
            }
        }
    }

    [TestMethod]
    public void TransposesPassReductionsAndSearches()
    {
        var model = new OnnxModelBuilder(18);
        string x = model.Node("AveragePool", [model.Input(1, 3, 4, 5)], Attribute("kernel_shape", 1, 2));
        model.Output(
            model.Node("ReduceSum", [x, model.Integers(1)], Attribute("keepdims", 0)),
            model.Node("ReduceMax", [x, model.Integers(2, 3)]));
        Graph simplified = OnnxRuntimeOracle.RequireAgreement(model);
        Assert.AreEqual(1, simplified.Nodes.Count(node => node.Operator is Transpose));

        var search = new OnnxModelBuilder(13);
        string y = search.Node("AveragePool", [search.Input(1, 3, 4, 5)], Attribute("kernel_shape", 1, 2));
        search.Output(search.Node("ArgMax", [y], Attribute("axis", 1), Attribute("keepdims", 0)));
        Assert.AreEqual(1, OnnxRuntimeOracle.Import(search.Write()).Simplified().Nodes.Count(node => node.Operator is Transpose));
    }
}
