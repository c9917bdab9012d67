using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Import.TfLite;
using static TinyMl.Tasks.Tests.Import.TfLiteTestTensor;

namespace TinyMl.Tasks.Tests.Import;

/// <summary>What each operator of a TensorFlow Lite file becomes.</summary>
[TestClass]
public sealed class TfLiteOperatorTests
{
    private const byte Same = 0;
    private const byte Valid = 1;

    [TestMethod]
    public void AnInt8ClassifierIsImportedWithItsParameters()
    {
        Graph graph = Import(TfLiteTestModel.Classifier);

        Assert.AreEqual("Conv2D conv, AveragePool2D pool, Reshape flat, FullyConnected dense, Softmax probabilities", string.Join(", ", graph.Nodes));
        Assert.AreEqual("input Int8 [1, 4, 4, 2]", graph.Inputs.Single().ToString());
        Assert.AreEqual(new Conv2D(new Window(1, 1, 1, 1, 1, 1, 1, 1), ActivationRange.Relu), graph.Nodes[0].Operator);
        Assert.AreSequenceEqual(new[] { 0.1f, 0.2f, 0.3f }, graph.Nodes[0].Inputs[1].Quantization!.Scales);
        Assert.HasCount(3, graph.Nodes[0].Inputs);
        Assert.HasCount(2, graph.Nodes[3].Inputs);
        Assert.AreEqual(0.1f, graph.Nodes[3].Output.Quantization!.Scale);
    }

    [TestMethod]
    [DataRow(5, 3, 2, 1, Same, 1, 1, 3)]
    [DataRow(6, 3, 2, 1, Same, 0, 1, 3)]
    [DataRow(7, 2, 1, 3, Same, 1, 2, 7)]
    [DataRow(4, 1, 3, 1, Same, 0, 0, 2)]
    [DataRow(7, 3, 2, 1, Valid, 0, 0, 3)]
    [DataRow(8, 3, 2, 2, Valid, 0, 0, 2)]
    public void PaddingIsMadeExplicit(int input, int filter, int stride, int dilation, byte padding, int before, int after, int output)
    {
        Graph graph = Import(TfLiteTestModel.Of(
            BuiltinOperator.CONV_2D,
            BuiltinOptions.Conv2D,
            [(0, padding), (1, 1), (2, stride), (5, dilation)],
            Float("x", 1, input, 5, 2),
            Float("w", 3, filter, 1, 2).Filled(1f),
            Float("b", 3).Filled(1f),
            Float("y", 1, output, 5, 3)));

        Assert.AreEqual(new Window(stride, 1, dilation, 1, before, 0, after, 0), ((Conv2D)graph.Nodes[0].Operator).Window);
    }

    [TestMethod]
    public void DepthwiseConvolutionsMayMultiplyChannels()
    {
        Graph graph = Import(TfLiteTestModel.Of(
            BuiltinOperator.DEPTHWISE_CONV_2D,
            BuiltinOptions.DepthwiseConv2D,
            [(0, Valid), (1, 1), (2, 1), (3, 3), (4, (byte)3), (5, 2)],
            Float("x", 1, 4, 7, 2),
            Float("w", 1, 2, 3, 6).Filled(1f),
            Float("y", 1, 3, 3, 6)));

        Assert.AreEqual(new DepthwiseConv2D(new Window(1, 1, 1, 2, 0, 0, 0, 0), ActivationRange.Relu6), graph.Nodes[0].Operator);
    }

    [TestMethod]
    public void AFullyConnectedLayerThatKeepsDimensionsIsFollowedByAReshape()
    {
        Graph graph = Import(TfLiteTestModel.Of(
            BuiltinOperator.FULLY_CONNECTED,
            BuiltinOptions.FullyConnected,
            [(0, (byte)1), (2, true), (3, true)],
            Float("x", 1, 5, 4),
            Float("w", 3, 4).Filled(1f),
            Float("y", 1, 5, 3)));

        Assert.AreEqual("FullyConnected, Reshape", Operators(graph));
        Assert.AreEqual(new Shape(5, 3), graph.Nodes[0].Output.Shape);
        Assert.AreEqual(new Shape(1, 5, 3), graph.Outputs[0].Shape);
    }

    [TestMethod]
    public void AFullyConnectedLayerFlattensItsInput()
    {
        Graph graph = Import(TfLiteTestModel.Of(
            BuiltinOperator.FULLY_CONNECTED,
            BuiltinOptions.FullyConnected,
            [],
            Float("x", 1, 2, 2, 4),
            Float("w", 3, 16).Filled(1f),
            Float("y", 1, 3)));

        Assert.AreEqual("FullyConnected", Operators(graph));
    }

    [TestMethod]
    [DataRow(BuiltinOperator.AVERAGE_POOL_2D, "AveragePool2D")]
    [DataRow(BuiltinOperator.MAX_POOL_2D, "MaxPool2D")]
    public void PoolingKeepsItsWindow(object code, string expected)
    {
        Graph graph = Import(TfLiteTestModel.Of(
            (BuiltinOperator)code,
            BuiltinOptions.Pool2D,
            [(0, Same), (1, 2), (2, 1), (3, 3), (4, 2), (5, (byte)2)],
            Int8("x", 0.5f, 3, 1, 4, 7, 2),
            Int8("y", 0.5f, 3, 1, 4, 4, 2)));

        var window = new Window(1, 2, 1, 1, 0, 1, 1, 1);
        Assert.AreEqual(expected, Operators(graph));
        Assert.AreEqual(expected == "MaxPool2D" ? new MaxPool2D(2, 3, window, ActivationRange.ReluN1To1) : new AveragePool2D(2, 3, window, CountPadding: false, ActivationRange.ReluN1To1), graph.Nodes[0].Operator);
    }

    [TestMethod]
    [DataRow(BuiltinOperator.ADD, BuiltinOptions.Add, "Add")]
    [DataRow(BuiltinOperator.SUB, BuiltinOptions.Sub, "Sub")]
    [DataRow(BuiltinOperator.MUL, BuiltinOptions.Mul, "Mul")]
    public void BinaryOperatorsBroadcastConstantsAndKeepTheirQuantization(object code, object options, string expected)
    {
        Graph graph = Import(TfLiteTestModel.Of(
            (BuiltinOperator)code,
            (BuiltinOptions)options,
            [(0, (byte)3)],
            Int8("x", 0.5f, 3, 1, 4, 1, 2),
            Int8("c", 0.25f, -7, 3, 1).Filled<sbyte>(11),
            Int8("y", 2f, 0, 1, 4, 3, 2)));

        Assert.AreEqual(expected, Operators(graph));
        Assert.AreEqual(ActivationRange.Relu6, ((Binary)graph.Nodes[0].Operator).Activation);
        Assert.AreEqual(-7, graph.Nodes[0].Inputs[1].Quantization!.ZeroPoint);
        Assert.AreEqual(11, graph.Nodes[0].Inputs[1].Values<sbyte>()[2]);
    }

    [TestMethod]
    public void ConcatenationCountsNegativeAxesFromTheEnd()
    {
        Graph graph = Import(TfLiteTestModel.Of(
            BuiltinOperator.CONCATENATION,
            BuiltinOptions.Concatenation,
            [(0, -1)],
            Float("x", 1, 2, 3),
            Float("c", 1, 2, 5).Filled(1f),
            Float("y", 1, 2, 8)));

        Assert.AreEqual(new Concat(2), graph.Nodes[0].Operator);
    }

    [TestMethod]
    public void PaddingHasARealValue()
    {
        TfLiteTestTensor paddings = Integers("paddings", 0, 0, 1, 2, 3, 4) with { Shape = [3, 2] };
        Graph zero = Import(TfLiteTestModel.Of(BuiltinOperator.PAD, BuiltinOptions.Pad, [], Int8("x", 0.5f, 3, 1, 4, 2), paddings, Int8("y", 0.5f, 3, 1, 7, 9)));
        Graph value = Import(TfLiteTestModel.Of(BuiltinOperator.PADV2, BuiltinOptions.PadV2, [], Int8("x", 0.5f, 3, 1, 4, 2), paddings, Int8("v", 0.5f, 3).Filled<sbyte>(7), Int8("y", 0.5f, 3, 1, 7, 9)));

        var pad = (Pad)zero.Nodes[0].Operator;
        Assert.AreSequenceEqual(new[] { 0, 1, 3 }, pad.Before);
        Assert.AreSequenceEqual(new[] { 0, 2, 4 }, pad.After);
        Assert.AreEqual(0f, pad.Value);
        Assert.AreEqual(2f, ((Pad)value.Nodes[0].Operator).Value);
    }

    [TestMethod]
    public void ReshapesComeFromATensorOrFromTheOptions()
    {
        Graph tensor = Import(TfLiteTestModel.Of(BuiltinOperator.RESHAPE, BuiltinOptions.Reshape, [(0, new[] { 9, 9 })], Float("x", 1, 4, 2), Integers("shape", 2, -1), Float("y", 2, 4)));
        Graph options = Import(TfLiteTestModel.Of(BuiltinOperator.RESHAPE, BuiltinOptions.Reshape, [(0, new[] { 8, 1 })], Float("x", 1, 4, 2), Float("y", 8, 1)));
        Graph scalar = Import(TfLiteTestModel.Of(BuiltinOperator.RESHAPE, BuiltinOptions.None, [], Float("x", 1, 1), Integers("shape"), Float("y")));

        Assert.AreEqual(new Reshape(new Shape(2, 4)), tensor.Nodes[0].Operator);
        Assert.AreEqual(new Reshape(new Shape(8, 1)), options.Nodes[0].Operator);
        Assert.AreEqual(new Reshape(Shape.Scalar), scalar.Nodes[0].Operator);
    }

    [TestMethod]
    public void SqueezeAndExpandDimsAreReshapes()
    {
        Graph some = Import(TfLiteTestModel.Of(BuiltinOperator.SQUEEZE, BuiltinOptions.Squeeze, [(0, new[] { -2 })], Float("x", 1, 4, 1, 2), Float("y", 1, 4, 2)));
        Graph all = Import(TfLiteTestModel.Of(BuiltinOperator.SQUEEZE, BuiltinOptions.None, [], Float("x", 1, 4, 1, 2), Float("y", 4, 2)));
        Graph expanded = Import(TfLiteTestModel.Of(BuiltinOperator.EXPAND_DIMS, BuiltinOptions.ExpandDims, [], Float("x", 4, 2), Integers("axis", -1) with { Shape = [] }, Float("y", 4, 2, 1)));

        Assert.AreEqual(new Reshape(new Shape(1, 4, 2)), some.Nodes[0].Operator);
        Assert.AreEqual(new Reshape(new Shape(4, 2)), all.Nodes[0].Operator);
        Assert.AreEqual(new Reshape(new Shape(4, 2, 1)), expanded.Nodes[0].Operator);
    }

    [TestMethod]
    public void TransposeKeepsItsPermutation()
    {
        Graph graph = Import(TfLiteTestModel.Of(BuiltinOperator.TRANSPOSE, BuiltinOptions.Transpose, [], Float("x", 1, 4, 2), Integers("permutation", 2, 0, -2), Float("y", 2, 1, 4)));

        Assert.AreSequenceEqual(new[] { 2, 0, 1 }, ((Transpose)graph.Nodes[0].Operator).Permutation);
    }

    [TestMethod]
    [DynamicData(nameof(Activations))]
    public void ActivationsAreElementwise(object code, object optionsType, (int, object)[] options, object expected)
    {
        Graph graph = Import(TfLiteTestModel.Of((BuiltinOperator)code, (BuiltinOptions)optionsType, options, Float("x", 1, 4), Float("y", 1, 4)));

        Assert.AreEqual((Operator)expected, graph.Nodes[0].Operator);
    }

    [TestMethod]
    public void TypeConversionsKeepBothTypes()
    {
        Graph quantize = Import(TfLiteTestModel.Of(BuiltinOperator.QUANTIZE, BuiltinOptions.Quantize, [], Float("x", 1, 4), Int8("y", 0.5f, 1, 1, 4)));
        Graph requantize = Import(TfLiteTestModel.Of(BuiltinOperator.QUANTIZE, BuiltinOptions.None, [], Int8("x", 0.25f, 0, 1, 4), Int8("y", 0.5f, 1, 1, 4)));
        Graph dequantize = Import(TfLiteTestModel.Of(BuiltinOperator.DEQUANTIZE, BuiltinOptions.Dequantize, [], Int8("x", 0.5f, 1, 1, 4), Float("y", 1, 4)));

        Assert.AreEqual("Quantize x Float32 [1, 4] y Int8 [1, 4]", $"{Operators(quantize)} {quantize.Nodes[0].Input} {quantize.Nodes[0].Output}");
        Assert.AreEqual("Quantize x Int8 [1, 4] y Int8 [1, 4]", $"{Operators(requantize)} {requantize.Nodes[0].Input} {requantize.Nodes[0].Output}");
        Assert.AreEqual("Dequantize x Int8 [1, 4] y Float32 [1, 4]", $"{Operators(dequantize)} {dequantize.Nodes[0].Input} {dequantize.Nodes[0].Output}");
    }

    [TestMethod]
    public void DequantizedConstantsAreFloatConstants()
    {
        Graph graph = Import(new TfLiteTestModel(
            [Float("x", 1, 2), new TfLiteTestTensor("half", TensorType.FLOAT16, [3, 2]).Filled((Half)1.5f), Float("w", 3, 2), Float("y", 1, 3)],
            [new(BuiltinOperator.DEQUANTIZE, [1], [2]), new(BuiltinOperator.FULLY_CONNECTED, [0, 2], [3])],
            [0],
            [3]));

        Assert.AreEqual("FullyConnected", Operators(graph));
        Assert.AreEqual("w Float32 [3, 2]", graph.Nodes[0].Inputs[1].ToString());
        Assert.AreSequenceEqual(Enumerable.Repeat(1.5f, 6), graph.Nodes[0].Inputs[1].Values<float>().ToArray());
    }

    [TestMethod]
    [DataRow(0, new[] { 1f, 1f, 1f, 6f, 6f, 6f })]
    [DataRow(1, new[] { 1f, 6f, 3f, 1f, 6f, 3f })]
    public void QuantizedWeightsOfFloatLayersAreDequantizedByChannel(int axis, float[] expected)
    {
        Graph graph = Import(TfLiteTestModel.Of(
            BuiltinOperator.FULLY_CONNECTED,
            BuiltinOptions.FullyConnected,
            [],
            Float("x", 1, 3),
            new TfLiteTestTensor("w", TensorType.UINT8, [2, 3]) { Axis = axis, Scales = axis == 0 ? [0.5f, 2f] : [0.5f, 2f, 1f], ZeroPoints = axis == 0 ? [128, 127] : [128, 127, 127] }.Filled((byte)130),
            Float("y", 1, 2)));

        Assert.AreSequenceEqual(expected, graph.Nodes[0].Inputs[1].Values<float>().ToArray());
    }

    [TestMethod]
    public void ConstantsMayLieBehindTheTables()
    {
        byte[] inside = Import(TfLiteTestModel.Classifier).Nodes[0].Inputs[2].Data.ToArray();
        Graph graph = Import(TfLiteTestModel.Classifier.With(1, tensor => tensor with { IsBehindTables = true }).With(2, tensor => tensor with { IsBehindTables = true }));

        Assert.AreSequenceEqual(inside, graph.Nodes[0].Inputs[2].Data.ToArray());
    }

    [TestMethod]
    public void TheScalesOfABiasLieAlongItsOnlyAxis()
    {
        Graph graph = Import(TfLiteTestModel.Classifier.With(2, bias => bias with { Axis = 3 }));

        Assert.AreEqual(0, graph.Nodes[0].Inputs[2].Quantization!.Axis);
    }

    [TestMethod]
    public void AnOpenBatchIsOne()
    {
        Graph signature = Import(TfLiteTestModel.Of(BuiltinOperator.RELU, BuiltinOptions.None, [], Float("x", 8, 4) with { Signature = [-1, 4] }, Float("y", 8, 4) with { Signature = [-1, 4] }));
        Graph shape = Import(TfLiteTestModel.Of(BuiltinOperator.RELU, BuiltinOptions.None, [], Float("x", -1, 4), Float("y", -1, 4)));

        Assert.AreEqual(new Shape(1, 4), signature.Outputs[0].Shape);
        Assert.AreEqual(new Shape(1, 4), shape.Outputs[0].Shape);
    }

    private static IEnumerable<object[]> Activations() =>
    [
        [BuiltinOperator.RELU, BuiltinOptions.None, Array.Empty<(int, object)>(), new Clamp(ActivationRange.Relu)],
        [BuiltinOperator.RELU6, BuiltinOptions.None, Array.Empty<(int, object)>(), new Clamp(ActivationRange.Relu6)],
        [BuiltinOperator.RELU_N1_TO_1, BuiltinOptions.None, Array.Empty<(int, object)>(), new Clamp(ActivationRange.ReluN1To1)],
        [BuiltinOperator.LOGISTIC, BuiltinOptions.None, Array.Empty<(int, object)>(), new Logistic()],
        [BuiltinOperator.TANH, BuiltinOptions.None, Array.Empty<(int, object)>(), new Tanh()],
        [BuiltinOperator.HARD_SWISH, BuiltinOptions.HardSwish, Array.Empty<(int, object)>(), new HardSwish()],
        [BuiltinOperator.LEAKY_RELU, BuiltinOptions.LeakyRelu, new (int, object)[] { (0, 0.25f) }, new LeakyRelu(0.25f)],
        [BuiltinOperator.SOFTMAX, BuiltinOptions.Softmax, new (int, object)[] { (0, 2f) }, new Softmax(2f)],
    ];

    private static Graph Import(TfLiteTestModel model) => TfLiteImporter.Import("test.tflite", model.Write(), "Test", CancellationToken.None);

    private static string Operators(Graph graph) => string.Join(", ", graph.Nodes.Select(node => node.Operator.Name));
}
