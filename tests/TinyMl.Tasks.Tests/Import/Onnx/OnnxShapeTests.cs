using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Import.Onnx.Format;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Tests.Import.Onnx;

/// <summary>Moves of elements and arithmetic on shapes against ONNX Runtime.</summary>
[TestClass]
public sealed class OnnxShapeTests
{
    [TestMethod]
    [DataRow("2,60")]
    [DataRow("0,-1")]
    [DataRow("0,0,20")]
    [DataRow("-1")]
    [DataRow("1,2,3,4,5,1")]
    [DataRow("5,4,3,2")]
    public void ReshapesAgree(string shape)
    {
        var model = new OnnxModelBuilder();
        model.Output(model.Node("Reshape", [model.Input(2, 3, 4, 5), model.Integers([.. shape.Split(',').Select(long.Parse)])]));
        OnnxRuntimeOracle.RequireAgreement(model);
    }

    [TestMethod]
    public void FlattenAgreesAtAnyAxis()
    {
        for (long axis = -4; axis <= 4; axis++)
        {
            var model = new OnnxModelBuilder();
            model.Output(model.Node("Flatten", [model.Input(2, 3, 4, 5)], Attribute("axis", axis)));
            OnnxRuntimeOracle.RequireAgreement(model, $"axis {axis}");
        }
    }

    [TestMethod]
    [DataRow(11)]
    [DataRow(13)]
    public void SqueezeAndUnsqueezeAgree(int opset)
    {
        foreach (long[] axes in new[] { [0], [2], [-2], [0, 2], Array.Empty<long>() })
        {
            var model = new OnnxModelBuilder(opset);
            model.Output(WithAxes(model, opset, "Squeeze", model.Input(1, 3, 1, 5), axes));
            OnnxRuntimeOracle.RequireAgreement(model, $"axes {string.Join(", ", axes)}");
        }

        foreach (long[] axes in new[] { [0], [2], [-1], [-2, 0], new[] { 4L, 0, 2 } })
        {
            var model = new OnnxModelBuilder(opset);
            model.Output(WithAxes(model, opset, "Unsqueeze", model.Input(3, 5), axes));
            OnnxRuntimeOracle.RequireAgreement(model, $"axes {string.Join(", ", axes)}");
        }
    }

    [TestMethod]
    public void TransposesOfAnyRankAgree()
    {
        var random = new Random(1);
        for (int rank = 1; rank <= 6; rank++)
        {
            for (int i = 0; i < 6; i++)
            {
                long[] order = [.. Enumerable.Range(0, rank).Select(axis => (long)axis)];
                random.Shuffle(order);
                var model = new OnnxModelBuilder();
                string x = model.Input([.. order.Select(_ => 1L + random.Next(3))]);
                model.Output(model.Node("Transpose", [x], i == 0 ? [] : [Attribute("perm", order)]));
                OnnxRuntimeOracle.RequireAgreement(model, $"perm {string.Join(", ", order)}");
            }
        }
    }

    [TestMethod]
    public void ConcatenationAgreesAlongAnyAxis()
    {
        for (long axis = -4; axis < 4; axis++)
        {
            var model = new OnnxModelBuilder();
            string x = model.Input(2, 3, 2, 4), y = model.Input([.. new[] { 2L, 3, 2, 4 }.Select((dimension, i) => i == (axis + 4) % 4 ? 5 : dimension)]);
            model.Output(model.Node("Concat", [x, y, model.Random(1, 2, 3, 2, 4), x], Attribute("axis", axis)));
            OnnxRuntimeOracle.RequireAgreement(model, $"axis {axis}");
        }
    }

    [TestMethod]
    public void PaddingAgreesInAllItsForms()
    {
        long[] pads = [0, 1, 2, 0, 1, 0, 0, 3];
        var old = new OnnxModelBuilder(7);
        old.Output(old.Node("Pad", [old.Input(1, 2, 3, 4)], Attribute("pads", pads), Attribute("value", 0.5f), Attribute("mode", "constant")));
        OnnxRuntimeOracle.RequireAgreement(old);

        var inputs = new OnnxModelBuilder(13);
        string x = inputs.Input(1, 2, 3, 4), amounts = inputs.Integers(pads);
        inputs.Output(inputs.Node("Pad", [x, amounts, inputs.Floats([], -1.5f)]), inputs.Node("Pad", [x, amounts]), inputs.Node("Pad", [x, inputs.Integers(0, 0, 0, 0, 0, 0, 0, 0)]));
        OnnxRuntimeOracle.RequireAgreement(inputs);

        var axes = new OnnxModelBuilder(18);
        axes.Output(axes.Node("Pad", [axes.Input(1, 2, 3, 4), axes.Integers(1, 2, 3, 0), "", axes.Integers(-1, 1)]));
        OnnxRuntimeOracle.RequireAgreement(axes);
    }

    [TestMethod]
    public void TheShapeArithmeticOfExportersVanishes()
    {
        // view(x.size(0), -1) as PyTorch exports it, with a symbolic batch.
        var model = new OnnxModelBuilder();
        string x = model.Input(1, 3, 4, 5);
        string batch = model.Node("Gather", [model.Node("Shape", [x]), model.Node("Constant", [], Attribute("value", IntegerTensor([], 0)))], Attribute("axis", 0));
        string shape = model.Node("Concat", [model.Node("Unsqueeze", [batch, model.Integers(0)]), model.Node("Constant", [], Attribute("value", IntegerTensor([1], -1)))], Attribute("axis", 0));
        model.Output(model.Node("Relu", [model.Node("Reshape", [x, shape])]));

        Graph graph = OnnxRuntimeOracle.RequireAgreement(model);

        CollectionAssert.AreEquivalent(new[] { "Relu", "Reshape" }, graph.Nodes.Select(node => node.Operator.Name).ToArray());
    }

    [TestMethod]
    public void TheComputedPaddingOfExportersVanishes()
    {
        // torch.nn.functional.pad before opset 18: the pads are reordered by slicing backwards and transposing.
        var model = new OnnxModelBuilder(11);
        string x = model.Input(1, 2, 4, 5);
        string given = model.Integers(1, 2, 0, 3);
        string missing = model.Node("ConstantOfShape", [model.Node("Sub", [model.Integers(8), model.Integers(4)])], Attribute("value", IntegerTensor([1], 0)));
        string pairs = model.Node("Reshape", [model.Node("Concat", [given, missing], Attribute("axis", 0)), model.Integers(-1, 2)]);
        string reversed = model.Node("Slice", [pairs, model.Integers(-1), model.Integers(long.MinValue), model.Integers(0), model.Integers(-1)]);
        string flat = model.Node("Reshape", [model.Node("Transpose", [reversed], Attribute("perm", 1L, 0)), model.Integers(-1)]);
        model.Output(model.Node("Pad", [x, model.Node("Cast", [flat], Attribute("to", (long)DataType.Int64)), model.Floats([], 0.5f)], Attribute("mode", "constant")));

        Graph graph = OnnxRuntimeOracle.RequireAgreement(model);

        CollectionAssert.AreEqual(new[] { 0, 0, 0, 1 }, ((Pad)graph.Nodes[0].Operator).Before);
        CollectionAssert.AreEqual(new[] { 0, 0, 3, 2 }, ((Pad)graph.Nodes[0].Operator).After);
    }

    [TestMethod]
    public void ConstantsInAllFormsAgree()
    {
        var model = new OnnxModelBuilder();
        string x = model.Input(2, 3);
        string scalar = model.Node("Constant", [], Attribute("value_float", 0.5f)), vector = model.Node("Constant", [], Attribute("value_floats", [1f, -2, 3]));
        string integer = model.Node("Constant", [], Attribute("value_int", 3)), integers = model.Node("Constant", [], Attribute("value_ints", 3, 2));
        string factor = model.Node("Cast", [model.Node("Mul", [integer, integer])], Attribute("to", (long)DataType.Float));
        string y = model.Node("Mul", [model.Node("Add", [model.Node("Mul", [x, scalar]), vector]), factor]);
        string shape = model.Node("Div", [model.Node("Add", [integers, integers]), model.Integers(2)]);
        model.Output(model.Node("Reshape", [y, shape]));
        OnnxRuntimeOracle.RequireAgreement(model);
    }

    [TestMethod]
    [DataRow(15, 1L, null)]
    [DataRow(15, -2L, -1L)]
    [DataRow(15, -9L, 9L)]
    public void ShapesMayBeCut(int opset, long start, long? end)
    {
        var model = new OnnxModelBuilder(opset);
        string x = model.Input(2, 3, 4);
        AttributeProto[] attributes = end is { } value ? [Attribute("start", start), Attribute("end", value)] : [Attribute("start", start)];
        string part = model.Node("Cast", [model.Node("Shape", [x], attributes)], Attribute("to", (long)DataType.Float));
        string whole = model.Node("Concat", [part, model.Floats([1], 7)], Attribute("axis", 0));
        model.Output(model.Node("Add", [model.Node("Mul", [model.Input(1), model.Floats([1], 0)]), whole]));
        OnnxRuntimeOracle.RequireAgreement(model);
    }

    [TestMethod]
    public void RandomSlicesOfConstantsAgree()
    {
        var random = new Random(3);
        for (int i = 0; i < 40; i++)
        {
            var model = new OnnxModelBuilder(13);
            string x = model.Input(1);
            string data = model.Random(i, 4, 5, 3);
            string slice = model.Node("Slice", [data, model.Integers(random.Next(-6, 6), random.Next(-6, 6)), model.Integers(random.Next(-6, 6), random.Next(-6, 6)), model.Integers(1, -1), model.Integers(random.Next(1, 3), random.Next(2) == 0 ? 1 : -1)]);
            model.Output(model.Node("Add", [model.Node("Concat", [slice, data], Attribute("axis", 0)), x]));
            if (OnnxRuntimeOracle.Accepts(model)) OnnxRuntimeOracle.RequireAgreement(model, $"case {i}");
        }
    }

    [TestMethod]
    public void GatheringFromConstantsAgrees()
    {
        foreach (long axis in new[] { 0L, 1, -1 })
        {
            var model = new OnnxModelBuilder();
            string indices = model.Initializer(IntegerTensor([2, 2], 1, 0, -1, 1));
            model.Output(model.Node("Mul", [model.Input(1), model.Node("Gather", [model.Random(1, 3, 4, 2), indices], Attribute("axis", axis))]));
            OnnxRuntimeOracle.RequireAgreement(model, $"axis {axis}");
        }
    }

    [TestMethod]
    public void OutputsMayBeInputsOrGivenTwice()
    {
        var model = new OnnxModelBuilder();
        string x = model.Input(1, 4), y = model.Node("Relu", [x]);
        model.Output(model.Node("Identity", [x]), y, model.Node("Identity", [y]), model.Node("Flatten", [y]));

        Graph graph = OnnxRuntimeOracle.RequireAgreement(model);

        CollectionAssert.AreEqual(model.Graph.Output.Select(output => output.Name).ToArray(), graph.Outputs.Select(output => output.Name).ToArray());
    }

    private static string WithAxes(OnnxModelBuilder model, int opset, string operation, string x, long[] axes) =>
        opset >= 13
            ? model.Node(operation, axes.Length == 0 ? [x] : new List<string> { x, model.Integers(axes) })
            : model.Node(operation, [x], axes.Length == 0 ? [] : [Attribute("axes", axes)]);
}
