using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Import.TfLite;
using TinyMl.Tasks.Lower;
using static TinyMl.Tasks.Tests.Import.TfLiteTestTensor;

namespace TinyMl.Tasks.Tests.Import;

/// <summary>TensorFlow Lite files with int16 activations and int8 weights.</summary>
[TestClass]
public sealed class TfLiteInt16Tests
{
    private static readonly (int, object)[] Unpadded = [(0, (byte)1), (1, 1), (2, 1)];

    [TestMethod]
    [DataRow(TensorType.INT64, ElementType.Int64)]
    [DataRow(TensorType.INT32, ElementType.Int32)]
    [DataRow(TensorType.INT16, ElementType.Int64)]
    public void BiasesOf64BitsAreKeptAndThoseOf16Widened(object stored, object expected)
    {
        TfLiteTestTensor bias = new("b", (TensorType)stored, [3]) { Scales = [0.01f], ZeroPoints = [0] };
        bias = (TensorType)stored switch
        {
            TensorType.INT64 => bias.Filled(-7L),
            TensorType.INT32 => bias.Filled(-7),
            _ => bias.Filled<short>(-7),
        };

        Tensor imported = Import(Convolution(bias)).Nodes[0].Inputs[2];

        Assert.AreEqual((ElementType)expected, imported.Type);
        Assert.IsTrue((ElementType)expected == ElementType.Int64 ? imported.Values<long>().ToArray().All(value => value == -7) : imported.Values<int>().ToArray().All(value => value == -7));
    }

    [TestMethod]
    [DataRow((byte)0, 2)]
    [DataRow((byte)2, 3)]
    [DataRow((byte)4, 2)]
    public void WithoutABiasTheOptionSaysHowWideSumsAre(byte biasType, int inputs)
    {
        Node node = Import(TfLiteTestModel.Of(BuiltinOperator.CONV_2D, BuiltinOptions.Conv2D, [.. Unpadded, (6, biasType)], Int16("x", 0.5f, 1, 4, 5, 2), Filter, Int16("y", 0.25f, 1, 4, 5, 3))).Nodes[0];

        Assert.HasCount(inputs, node.Inputs);
        if (inputs == 3) Assert.IsTrue(node.Inputs[2].Values<int>().ToArray().All(value => value == 0));
    }

    [TestMethod]
    public void SlopesOf8BitsBecomeWide()
    {
        Tensor slopes = Import(TfLiteTestModel.Of(BuiltinOperator.PRELU, BuiltinOptions.None, [], Int16("x", 0.5f, 1, 4), Int8("a", 0.25f, 3, 4).Filled<sbyte>(-100), Int16("y", 0.25f, 1, 4))).Nodes[0].Inputs[1];

        Assert.AreEqual(ElementType.Int16, slopes.Type);
        Assert.AreEqual(new QuantizationParameters(0.25f, 3), slopes.Quantization);
        Assert.IsTrue(slopes.Values<short>().ToArray().All(value => value == -100));
    }

    [TestMethod]
    [DataRow(TensorType.INT8, TensorType.INT16)]
    [DataRow(TensorType.INT16, TensorType.INT8)]
    [DataRow(TensorType.INT16, TensorType.INT16)]
    [DataRow(TensorType.INT16, TensorType.INT32)]
    [DataRow(TensorType.INT32, TensorType.INT16)]
    [DataRow(TensorType.FLOAT32, TensorType.INT16)]
    public void EveryPairOfTypesIsConverted(object from, object to)
    {
        Graph graph = Import(Conversion((TensorType)from, (TensorType)to));

        Assert.AreEqual((TensorType)from == TensorType.FLOAT32 ? "QuantizeInt16" : "RequantizeInt16", GraphLowering.Lower(graph).Operators.Single().Code.ToString());
    }

    [TestMethod]
    [DataRow(1f / 32768)]
    [DataRow(1f / 32767)]
    public void ASoftmaxMayHaveEitherScaleOfOne(float scale)
    {
        Graph graph = Import(TfLiteTestModel.Of(BuiltinOperator.SOFTMAX, BuiltinOptions.Softmax, [(0, 1f)], Int16("x", 0.001f, 1, 4), Int16("y", scale, 1, 4)));

        Assert.AreEqual("SoftmaxInt16", GraphLowering.Lower(graph).Operators.Single().Code.ToString());
    }

    [TestMethod]
    public void WhatHasNoKernelComputesWithRealValues()
    {
        Graph graph = Import(TfLiteTestModel.Of(BuiltinOperator.HARD_SWISH, BuiltinOptions.HardSwish, [], Int16("x", 0.001f, 1, 4), Int16("y", 0.001f, 1, 4)));

        Assert.AreEqual("DequantizeInt16, HardSwishFloat32, QuantizeInt16", string.Join(", ", GraphLowering.Lower(graph).Operators.Select(@operator => @operator.Code)));
    }

    [TestMethod]
    public void WhatTheSpecificationExcludesIsRefused()
    {
        AssertRefused("TML1004", "with the zero point 1", TfLiteTestModel.Of(BuiltinOperator.RELU, BuiltinOptions.None, [], Int16("x", 0.5f, 1, 4) with { ZeroPoints = [1] }, Int16("y", 0.5f, 1, 4)));
        AssertRefused("TML1004", "with the zero point -2", TfLiteTestModel.Of(BuiltinOperator.RELU, BuiltinOptions.None, [], Int16("x", 0.5f, 1, 4), Int16("y", 0.5f, 1, 4) with { ZeroPoints = [-2] }));
        AssertRefused("TML1004", "another output scale", TfLiteTestModel.Of(BuiltinOperator.LOGISTIC, BuiltinOptions.None, [], Int16("x", 0.5f, 1, 4), Int16("y", 1f / 256, 1, 4)));
        AssertRefused("TML1004", "with a bias of type Float32", Convolution(Float("b", 3).Filled(1f)));
        AssertRefused("TML1003", "which has no scale", TfLiteTestModel.Of(BuiltinOperator.RELU, BuiltinOptions.None, [], Int16("x", 0.5f, 1, 4) with { Scales = [], ZeroPoints = [] }, Int16("y", 0.5f, 1, 4)));
        AssertRefused("TML1003", "operands of different types", TfLiteTestModel.Of(BuiltinOperator.ADD, BuiltinOptions.Add, [], Int16("x", 0.5f, 1, 4), Int8("c", 0.5f, 0, 1, 4).Filled<sbyte>(1), Int16("y", 0.5f, 1, 4)));
        AssertRefused("TML1004", "FULLY_CONNECTED on INT16 values with weights that are computed", TfLiteTestModel.Of(BuiltinOperator.FULLY_CONNECTED, BuiltinOptions.FullyConnected, [], Int16("x", 0.5f, 1, 4), Int8("w", 0.5f, 2, 3, 4).Filled<sbyte>(1), Int16("y", 0.5f, 1, 3)));
        AssertRefused("TML1004", "QUANTIZE from Float32 to Int32", Conversion(TensorType.FLOAT32, TensorType.INT32));
    }

    private static TfLiteTestTensor Filter => new TfLiteTestTensor("w", TensorType.INT8, [3, 1, 1, 2]) { Scales = [0.1f, 0.2f, 0.3f], ZeroPoints = [0, 0, 0] }.Filled<sbyte>(3);

    private static TfLiteTestModel Convolution(TfLiteTestTensor bias) =>
        TfLiteTestModel.Of(BuiltinOperator.CONV_2D, BuiltinOptions.Conv2D, Unpadded, Int16("x", 0.5f, 1, 4, 5, 2), Filter, bias, Int16("y", 0.25f, 1, 4, 5, 3));

    private static TfLiteTestModel Conversion(TensorType from, TensorType to) =>
        TfLiteTestModel.Of(BuiltinOperator.QUANTIZE, BuiltinOptions.Quantize, [], Scaled("x", from), Scaled("y", to));

    private static TfLiteTestTensor Scaled(string name, TensorType type) =>
        type == TensorType.FLOAT32 ? Float(name, 1, 4) : new TfLiteTestTensor(name, type, [1, 4]) { Scales = [0.5f], ZeroPoints = [0] };

    private static TfLiteTestTensor Int16(string name, float scale, params int[] shape) => new(name, TensorType.INT16, shape) { Scales = [scale], ZeroPoints = [0] };

    private static Graph Import(TfLiteTestModel model) => TfLiteImporter.Import("test.tflite", model.Write(), "Test", CancellationToken.None);

    private static void AssertRefused(string code, string words, TfLiteTestModel model)
    {
        DiagnosticException exception = Assert.ThrowsExactly<DiagnosticException>(() => Import(model));
        Assert.AreEqual(code, exception.Diagnostic.Code, exception.Message);
        Assert.Contains(words, exception.Message);
    }
}
