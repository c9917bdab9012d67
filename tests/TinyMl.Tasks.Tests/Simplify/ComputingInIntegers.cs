using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Simplify;

/// <summary>Real operators between conversions become integer ones where that is at most a step off.</summary>
[TestClass]
public sealed class ComputingInIntegers
{
    private static readonly QuantizationParameters Tenth = new(0.1f, 5);
    private static readonly QuantizationParameters Fifth = new(0.2f, -7);

    private readonly GraphBuilder _builder = new();

    [TestMethod]
    public void AnOperatorTakesItsConversionsIn()
    {
        Graph graph = _builder.Build(Quantized(_builder.Add(new Add(ActivationRange.Relu), Real(Tenth), Real(Fifth)))).Simplified();

        Assert.AreEqual("Add", graph.Operators());
        Assert.AreEqual(ElementType.Int8, graph.Nodes[0].Output.Type);
    }

    [TestMethod]
    public void MovesBetweenAnOperatorAndItsConversionsAreMadeOnIntegers()
    {
        Tensor x = _builder.Add(new Reshape(new Shape(3, 2)), Real(Tenth));
        Tensor y = _builder.Add(new Reshape(new Shape(1, 6)), _builder.Add(new Mul(ActivationRange.None), x, x));

        Assert.AreEqual("Reshape Mul Reshape", _builder.Build(Quantized(y)).Simplified().Operators());
    }

    [TestMethod]
    public void ALayerKeepsTheWeightsAndBiasesOfItsFile()
    {
        Tensor weights = Stored(new Shape(2, 6), [1, -2, 3, -4, 5, -6, 7, -8, 9, -10, 11, -128], 0.5f, 0);
        var bias = new Tensor("bias", ElementType.Float32, new Shape(2), data: Tensor.Constant("b", new Shape(2), [0.1f * 0.5f * 16_777_217, 1]).Data.ToArray())
        {
            Stored = Tensor.Constant<int>("bias", ElementType.Int32, new Shape(2), [16_777_217, 20], new QuantizationParameters(0.1f * 0.5f, 0)),
        };

        Node layer = _builder.Build(Quantized(_builder.Add(new FullyConnected(ActivationRange.None), Real(Tenth), weights, bias))).Simplified().Nodes.Single();

        CollectionAssert.AreEqual(weights.Stored!.Data.ToArray(), layer.Inputs[1].Data.ToArray());
        CollectionAssert.AreEqual(new[] { 16_777_217, 20 }, layer.Inputs[2].Values<int>().ToArray());
    }

    [TestMethod]
    public void ZeroPointsOfWeightsGoIntoThemWhereInt8HoldsThem()
    {
        Tensor weights = Stored(new Shape(1, 6), [10, -100, 3, -4, 5, 6], 0.5f, 20);

        Node layer = _builder.Build(Quantized(_builder.Add(new FullyConnected(ActivationRange.None), Real(Tenth), weights))).Simplified().Nodes.Single();

        CollectionAssert.AreEqual(new sbyte[] { -10, -120, -17, -24, -15, -14 }, layer.Inputs[1].Values<sbyte>().ToArray());
        Assert.AreEqual(0, layer.Inputs[1].Quantization!.ZeroPoint);
    }

    [TestMethod]
    public void OtherZeroPointsTakeTheConvolutionThatKnowsThem()
    {
        Tensor weights = Stored(new Shape(1, 6), [100, -128, 3, -4, 5, 6], 0.5f, 20);

        Graph graph = _builder.Build(Quantized(_builder.Add(new FullyConnected(ActivationRange.None), Real(Tenth), weights))).Simplified();

        Assert.AreEqual("Reshape Conv2D Reshape", graph.Operators());
    }

    [TestMethod]
    public void WeightsThatTheFileHasAsRealNumbersStayReal()
    {
        Tensor y = _builder.Add(new FullyConnected(ActivationRange.None), Real(Tenth), GraphBuilder.Random(1, 2, 6));

        Assert.AreEqual("Dequantize FullyConnected Quantize", _builder.Build(Quantized(y)).Simplified().Operators());
    }

    [TestMethod]
    public void WhatIsAlsoReadAsRealNumbersStaysReal()
    {
        Tensor sum = _builder.Add(new Add(ActivationRange.None), Real(Tenth), Real(Fifth));

        Assert.AreEqual("Dequantize Dequantize Add Quantize", _builder.Build(Quantized(sum), sum).Simplified().Operators());
    }

    [TestMethod]
    [DataRow(1e-5f)]
    [DataRow(1e-9f)]
    public void AnOutputTooFineForTheKernelStaysReal(float scale)
    {
        Tensor y = _builder.AddAs(ElementType.Int8, new QuantizationParameters(scale, 0), new Quantize(StatesPrecision: true), _builder.Add(new Add(ActivationRange.None), Real(Tenth), Real(Fifth)));

        Assert.AreEqual("Dequantize Dequantize Add Quantize", _builder.Build(y).Simplified().Operators());
    }

    [TestMethod]
    public void ALogisticOfAFinerScaleThanItsKernelsStaysReal()
    {
        Tensor y = _builder.AddAs(ElementType.Int8, new QuantizationParameters(1f / 1000, 0), new Quantize(StatesPrecision: true), _builder.Add(new Logistic(), Real(Tenth)));

        Assert.AreEqual("Dequantize Logistic Quantize", _builder.Build(y).Simplified().Operators());
    }

    [TestMethod]
    public void AnAveragePoolOfAnotherScaleIsAMeanOrAConvolution()
    {
        Tensor x = _builder.AddAs(ElementType.Float32, null, new Dequantize(), _builder.Input(ElementType.Int8, Tenth, 1, 4, 4, 2));
        Tensor parts = _builder.Add(new AveragePool2D(2, 2, Window.Unit, CountPadding: false, ActivationRange.None), x);
        Tensor whole = _builder.Add(new AveragePool2D(4, 4, Window.Unit, CountPadding: false, ActivationRange.None), x);

        Assert.AreEqual("DepthwiseConv2D Mean", _builder.Build(Quantized(parts), Quantized(whole)).Simplified().Operators());
    }

    [TestMethod]
    public void WhereRealNumbersAreAskedForTheyAreComputed()
    {
        Tensor sum = _builder.Add(new Add(ActivationRange.None), Real(Tenth), Real(Fifth));

        Assert.AreEqual("Dequantize Dequantize Add Quantize", _builder.Build(_builder.AddAs(ElementType.Int8, Tenth, new Quantize(), sum)).Simplified().Operators());
    }

    private static Tensor Stored(Shape shape, sbyte[] values, float scale, int zero)
    {
        float[] real = [.. values.Select(value => scale * (value - zero))];
        var constant = Tensor.Constant("weights", shape, real);
        return new Tensor("weights", ElementType.Float32, shape, data: constant.Data.ToArray())
        {
            Stored = Tensor.Constant<sbyte>("weights", ElementType.Int8, shape, values, new QuantizationParameters(scale, zero)),
        };
    }

    private Tensor Real(QuantizationParameters quantization) =>
        _builder.AddAs(ElementType.Float32, null, new Dequantize(), _builder.Input(ElementType.Int8, quantization, 1, 6));

    private Tensor Quantized(Tensor real) => _builder.AddAs(ElementType.Int8, new QuantizationParameters(0.15f, 3), new Quantize(StatesPrecision: true), real);
}
