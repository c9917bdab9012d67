using System;
using System.Collections.Generic;
using System.Linq;
using Google.Protobuf;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Import.Onnx.Format;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.Import.Onnx;

/// <summary>Models that are not supported or contradict the standard: the message names what is at fault.</summary>
[TestClass]
public sealed class OnnxRefusalTests
{
    [TestMethod]
    public void OpsetsBefore7AreRefused() => Refused(Classifier(6), "TML1002", "opset 6");

    [TestMethod]
    public void AModelSaysItsOpset()
    {
        OnnxModelBuilder model = Classifier();
        model.Model.OpsetImport.Clear();
        Refused(model, "TML1002", "does not say which version");

        model.Model.OpsetImport.Add(new OperatorSetIdProto { Version = 13 });
        model.Model.OpsetImport.Add(new OperatorSetIdProto { Domain = "ai.onnx", Version = 14 });
        Refused(model, "TML1003", "names two versions");
    }

    [TestMethod]
    public void OtherDomainsAreToleratedUntilANodeUsesThem()
    {
        OnnxModelBuilder model = Classifier();
        model.Model.OpsetImport.Add(new OperatorSetIdProto { Domain = "com.example", Version = 1 });
        Assert.HasCount(2, OnnxRuntimeOracle.Import(model.Write()).Nodes);

        model.Graph.Node[1].Domain = "com.example";
        Refused(model, "TML1004", "com.example.Gemm (node 'Gemm");
    }

    [TestMethod]
    public void FunctionsOfTheModelAreRefusedWhereTheyAreCalled()
    {
        OnnxModelBuilder model = Classifier();
        model.Model.Functions.Add(new FunctionProto { Name = "Other" });
        Assert.HasCount(2, OnnxRuntimeOracle.Import(model.Write()).Nodes);

        model.Model.Functions.Add(new FunctionProto { Name = "Gemm" });
        Refused(model, "TML1004", "Gemm (node 'Gemm", "function of the model itself");
    }

    [TestMethod]
    [DataRow("NonMaxSuppression")]
    [DataRow("StringNormalizer")]
    public void AnUnknownOperatorIsNamedEvenBehindOtherFaults(string operation)
    {
        var model = new OnnxModelBuilder();
        model.Output(model.Node(operation, [model.Node("Relu", ["nowhere"])]));
        Refused(model, "TML1004", $"the operator {operation} (node '{operation}1_node')", "Supported are A");
    }

    [TestMethod]
    public void AnAttributeThatIsNotKnownIsNamedForEveryOperator()
    {
        foreach (OnnxModelBuilder model in OnnxTestModels.All)
        {
            foreach (NodeProto node in model.Graph.Node)
            {
                node.Attribute.Add(Attribute("surprise", 1));
                Refused(model, "TML1004", $"the operator {node.OpType} (node '{node.Name}')", "its attribute 'surprise' is not known");
                node.Attribute.RemoveAt(node.Attribute.Count - 1);
            }
        }
    }

    [TestMethod]
    public void AnAttributeIsOfItsTypeAndThereOnce()
    {
        Refused(One("LeakyRelu", Attribute("alpha", 1)), "TML1003", "its attribute 'alpha' is of the type Int, not Float");
        Refused(One("LeakyRelu", Attribute("alpha", 1f), Attribute("alpha", 1f)), "TML1003", "has the attribute 'alpha' twice");
        Refused(One("LeakyRelu", new AttributeProto { Name = "alpha", RefAttrName = "slope" }), "TML1003", "refers to an attribute of a function");
    }

    [TestMethod]
    [DataRow("Conv")]
    [DataRow("ConvTranspose")]
    [DataRow("AveragePool")]
    [DataRow("MaxPool")]
    public void ThreeSpatialDimensionsAreRefused(string operation)
    {
        var model = new OnnxModelBuilder();
        string x = model.Input(1, 4, 5, 5, 5);
        bool isPool = operation is "AveragePool" or "MaxPool";
        model.Output(model.Node(operation, operation.StartsWith("Conv", StringComparison.Ordinal) ? [x, model.Random(1, 4, 4, 3, 3, 3)] : [x], isPool ? [Attribute("kernel_shape", 2, 2, 2)] : []));
        Refused(model, "TML1004", $"the operator {operation} ", "its input [1, 4, 5, 5, 5] has 3 spatial dimensions; 1 and 2 are supported");
    }

    [TestMethod]
    [DataRow("Conv")]
    [DataRow("ConvTranspose")]
    public void WeightsOfConvolutionsAreConstant(string operation)
    {
        var model = new OnnxModelBuilder();
        model.Output(model.Node(operation, [model.Input(1, 2, 3, 3), model.Input(2, 2, 3, 3)]));
        Refused(model, "TML1004", $"the operator {operation} ", "its weights must be constant, but");
    }

    [TestMethod]
    public void WindowsOfPaddingAreRefused()
    {
        foreach (string operation in new[] { "AveragePool", "MaxPool" })
        {
            OnnxModelBuilder model = One(operation, Attribute("kernel_shape", 2, 1), Attribute("dilations", 2, 1), Attribute("pads", 1, 0, 1, 0));
            model.Graph.Input[0] = ValueInfo("x0", [1, 1, 1, 4]);
            Refused(model, "TML1004", $"the operator {operation} ", "a window that holds nothing but padding");
        }
    }

    [TestMethod]
    public void OnlyTheFirstOutputIsSupported()
    {
        foreach (string operation in new[] { "MaxPool", "Dropout" })
        {
            var model = new OnnxModelBuilder();
            model.Output(model.Node(operation, [model.Input(1, 1, 4, 4)], operation == "MaxPool" ? [Attribute("kernel_shape", 2, 2)] : []));
            model.Graph.Node[0].Output.Add("second");
            Assert.IsNotEmpty(OnnxRuntimeOracle.Import(model.Write()).Nodes);

            model.Output("second");
            Refused(model, "TML1004", "its output 'second' is used");
        }
    }

    [TestMethod]
    public void FormsForTrainingAreRefused()
    {
        var normalization = new OnnxModelBuilder();
        string[] channel = [.. Enumerable.Range(0, 4).Select(i => normalization.Floats([2], 1, 1))];
        normalization.Output(normalization.Node("BatchNormalization", [normalization.Input(1, 2, 3), .. channel], Attribute("training_mode", 1)));
        Refused(normalization, "TML1004", "training mode");

        var dropout = new OnnxModelBuilder();
        dropout.Output(dropout.Node("Dropout", [dropout.Input(1, 2), "", dropout.Initializer(Tensor(TensorProto.Types.DataType.Bool, [], [1]))]));
        Refused(dropout, "TML1004", "training mode");
    }

    [TestMethod]
    [DataRow("wrap", 1, "its mode is 'wrap'")]
    [DataRow("mirror", 1, "its mode is 'mirror'")]
    [DataRow("edge", -1, "its pads are negative")]
    [DataRow("constant", -4, "its pads leave no elements")]
    [DataRow("constant", -70_000, "its pads are -70000, 0")]
    public void PaddingHasFourModesAndLeavesElements(string mode, int pad, string reason)
    {
        var model = new OnnxModelBuilder();
        model.Output(model.Node("Pad", [model.Input(4), model.Integers(pad, 0)], Attribute("mode", mode)));
        Refused(model, "TML1004", reason);
    }

    [TestMethod]
    public void ADynamicDimensionIsNamedAndASymbolicBatchIsOne()
    {
        OnnxModelBuilder model = One("Relu");
        TensorShapeProto shape = model.Graph.Input[0].Type.TensorType.Shape;
        shape.Dim[0] = new TensorShapeProto.Types.Dimension { DimParam = "batch" };
        Assert.AreEqual(new Shape(1, 4), OnnxRuntimeOracle.Import(model.Write()).Inputs[0].Shape);

        shape.Dim[0] = new TensorShapeProto.Types.Dimension();
        Assert.AreEqual(new Shape(1, 4), OnnxRuntimeOracle.Import(model.Write()).Inputs[0].Shape);

        shape.Dim[1] = new TensorShapeProto.Types.Dimension { DimParam = "time" };
        Refused(model, "TML1005", "the shape of 'x0'", "dimension 1 is 'time'");

        shape.Dim[1] = new TensorShapeProto.Types.Dimension { DimValue = -1 };
        Refused(model, "TML1005", "the shape of 'x0'", "dimension 1 is not given");

        shape.Dim[1] = new TensorShapeProto.Types.Dimension { DimValue = 0 };
        Refused(model, "TML1005", "the shape of 'x0'", "dimension 1 is 0");

        model.Graph.Input[0].Type.TensorType.Shape = null;
        Refused(model, "TML1005", "the shape of 'x0'");
    }

    [TestMethod]
    public void InputsAreFloats()
    {
        OnnxModelBuilder model = One("Relu");
        model.Graph.Input[0].Type.TensorType.ElemType = (int)TensorProto.Types.DataType.Float16;
        Refused(model, "TML1002", "the input 'x0' is of the type Float16");
    }

    [TestMethod]
    [DataRow(float.NaN, "not a number")]
    [DataRow(float.PositiveInfinity, "infinite")]
    [DataRow(float.NegativeInfinity, "infinite")]
    public void WeightsAreFinite(float value, string reason)
    {
        foreach (OnnxModelBuilder model in OnnxTestModels.All)
        {
            foreach (TensorProto tensor in model.Graph.Initializer.Where(tensor => tensor.DataType == TensorProto.Types.DataType.Float && tensor.Dims.Count > 0))
            {
                ByteString original = tensor.RawData;
                byte[] damaged = original.ToByteArray();
                BitConverter.TryWriteBytes(damaged.AsSpan(damaged.Length - 4), value);
                tensor.RawData = ByteString.CopyFrom(damaged);
                Refused(model, "TML1003", $"the tensor '{tensor.Name}' has a value that is {reason}");
                tensor.RawData = original;
            }
        }
    }

    [TestMethod]
    public void CirclesMissingAndDoubledValuesAreNamed()
    {
        OnnxModelBuilder circle = Classifier();
        circle.Graph.Node[0].Input[0] = circle.Graph.Node[1].Output[0];
        Refused(circle, "TML1003", "in a circle", circle.Graph.Node[0].Name);

        OnnxModelBuilder missing = Classifier();
        string weights = missing.Graph.Initializer[0].Name;
        missing.Graph.Initializer.RemoveAt(0);
        Refused(missing, "TML1003", $"(Gemm) reads '{weights}', which no node, input or initializer gives");

        OnnxModelBuilder output = Classifier();
        output.Output("nowhere");
        Refused(output, "TML1003", "gives the value 'nowhere'");

        OnnxModelBuilder doubled = Classifier();
        doubled.Graph.Node[1].Output[0] = doubled.Graph.Node[0].Output[0];
        Refused(doubled, "TML1003", $"the name '{doubled.Graph.Node[0].Output[0]}' is given twice");

        OnnxModelBuilder initializer = Classifier();
        initializer.Graph.Initializer.Add(initializer.Graph.Initializer[0].Clone());
        Refused(initializer, "TML1003", $"the name '{weights}' is given twice");

        OnnxModelBuilder shadow = Classifier();
        shadow.Graph.Node[1].Output[0] = weights;
        Refused(shadow, "TML1003", $"the name '{weights}' is given twice");
    }

    [TestMethod]
    public void NodesInAnyOrderAreSorted()
    {
        OnnxModelBuilder model = Classifier();
        NodeProto first = model.Graph.Node[0];
        model.Graph.Node.RemoveAt(0);
        model.Graph.Node.Add(first);

        CollectionAssert.AreEqual(new[] { "Relu", "FullyConnected" }, OnnxRuntimeOracle.Import(model.Write()).Nodes.Select(node => node.Operator.Name).ToArray());
    }

    [TestMethod]
    public void InitializersThatAreAlsoInputsAreNoInputs()
    {
        OnnxModelBuilder model = Classifier();
        model.Graph.Input.Add(ValueInfo(model.Graph.Initializer[0].Name, [4, 3]));
        Assert.HasCount(1, OnnxRuntimeOracle.Import(model.Write()).Inputs);
    }

    [TestMethod]
    public void SizesAreChecked()
    {
        OnnxModelBuilder large = One("Relu");
        large.Graph.Input[0].Type.TensorType.Shape.Dim[1].DimValue = 1L << 40;
        Refused(large, "TML1002", "the tensor 'x0' of the shape [1, 1099511627776]");

        OnnxModelBuilder deep = One("Relu");
        deep.Graph.Input[0] = ValueInfo("x0", [1, 1, 1, 1, 1, 1, 1]);
        Refused(deep, "TML1002", "the tensor 'x0' has 7 dimensions");

        OnnxModelBuilder declared = Classifier();
        declared.Graph.Initializer[0].Dims[0] = 1L << 30;
        Refused(declared, "TML1002", $"the tensor '{declared.Graph.Initializer[0].Name}'");

        OnnxModelBuilder mismatch = Classifier();
        mismatch.Graph.Initializer[0].Dims[0] = 5;
        Refused(mismatch, "TML1003", $"the tensor '{mismatch.Graph.Initializer[0].Name}' of 15 elements has 48 bytes");

        OnnxModelBuilder window = One("MaxPool", Attribute("kernel_shape", 9, 9));
        window.Graph.Input[0] = ValueInfo("x0", [1, 1, 4, 4]);
        Refused(window, "TML1003", "its window of 9 is larger than its padded input of 4");
    }

    [TestMethod]
    public void WhatCannotBeExpressedIsRefused()
    {
        OnnxModelBuilder sparse = Classifier();
        sparse.Graph.SparseInitializer.Add(ByteString.Empty);
        Refused(sparse, "TML1002", "sparse initializers");

        var constant = new OnnxModelBuilder();
        constant.Input(1, 4);
        constant.Output(constant.Node("Identity", [constant.Initializer(Tensor(TensorProto.Types.DataType.Uint64, [1], new byte[8]))]));
        Refused(constant, "TML1002", "the output 'Identity2' is of the type Uint64");

        OnnxModelBuilder none = Classifier();
        none.Graph.Output.Clear();
        Refused(none, "TML1003", "has no outputs");

        var gather = new OnnxModelBuilder();
        gather.Output(gather.Node("Gather", [gather.Floats([2], 1, 2), gather.Input(4)]));
        Refused(gather, "TML1004", "its indices 'x1' are of the type Float32");

        var dynamic = new OnnxModelBuilder();
        dynamic.Output(dynamic.Node("Reshape", [dynamic.Floats([2], 1, 2), dynamic.Input(2)]));
        Refused(dynamic, "TML1005", "the shape of 'Reshape2' is not static: Reshape takes its shape from 'x1'");

        var divided = new OnnxModelBuilder();
        divided.Output(divided.Node("Div", [divided.Input(4), divided.Floats([1], 0)]));
        Refused(divided, "TML1003", "it divides by 0");
    }

    private static OnnxModelBuilder Classifier(int opset = 17)
    {
        var model = new OnnxModelBuilder(opset);
        string hidden = model.Node("Relu", [model.Input(1, 4)]);
        return model.Output(model.Node("Gemm", [hidden, model.Random(1, 4, 3)]));
    }

    private static OnnxModelBuilder One(string operation, params IEnumerable<AttributeProto> attributes)
    {
        var model = new OnnxModelBuilder();
        return model.Output(model.Node(operation, [model.Input(1, 4)], attributes));
    }

    /// <summary>Requires that a model is refused with a code and a message that has these parts.</summary>
    internal static void Refused(OnnxModelBuilder model, string code, params string[] parts)
    {
        DiagnosticException exception = Assert.ThrowsExactly<DiagnosticException>(() => OnnxRuntimeOracle.Import(model.Write()));

        Assert.AreEqual(code, exception.Diagnostic.Code, exception.Message);
        foreach (string part in parts) Assert.Contains(part, exception.Message);
    }
}
