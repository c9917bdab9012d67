using System;
using System.Collections.Immutable;
using System.Linq;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Quantization;

namespace TinyMl.Tasks.Tests.Quantization;

[TestClass]
public sealed class WeightQuantizerTests
{
    [TestMethod]
    public void EveryWeightIsOffByHalfAStepOfItsChannelAtMost() => Gen.Select(Gen.Float[-10, 10].Array[24], Gen.Bool).Sample((values, isDepthwise) =>
    {
        Node node = isDepthwise ? Depthwise(values) : FullyConnected(values, null);
        Tensor weights = WeightQuantizer.Quantize(node, 0.1f)[0];
        ImmutableArray<float> scales = weights.Quantization!.Scales;
        return scales.Length == 4 && weights.Quantization.ZeroPoints.All(zeroPoint => zeroPoint == 0) && Enumerable.Range(0, values.Length).All(i =>
        {
            int channel = isDepthwise ? i % 4 : i / 6;
            sbyte level = weights.Values<sbyte>()[i];
            return level >= -127 && Math.Abs((level * scales[channel]) - values[i]) <= scales[channel] * 0.5001;
        });
    });

    [TestMethod]
    public void TheLargestWeightOfAChannelIsTheLargestLevel()
    {
        Tensor weights = WeightQuantizer.Quantize(FullyConnected([0, 1, -2, 0, 0, 0, 0.5f, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, -3, 3, 0, 0, 0, 0], null), 1)[0];

        Assert.AreEqual(-127, weights.Values<sbyte>()[2]);
        Assert.AreEqual(127, weights.Values<sbyte>()[6]);
    }

    [TestMethod]
    public void TheBiasHasTheScaleOfTheProducts()
    {
        ImmutableArray<Tensor> constants = WeightQuantizer.Quantize(FullyConnected([.. Enumerable.Repeat(1.27f, 24)], [1, -2, 3, 0]), 0.5f);

        Assert.AreEqual(0.005f, constants[1].Quantization!.Scales[0], 1e-8f);
        CollectionAssert.AreEqual(new[] { 200, -400, 600, 0 }, constants[1].Values<int>().ToArray());
    }

    [TestMethod]
    public void AChannelOfZerosKeepsItsBias()
    {
        float[] weights = [.. Enumerable.Range(0, 24).Select(i => i < 6 ? 0 : 1f)];

        ImmutableArray<Tensor> constants = WeightQuantizer.Quantize(FullyConnected(weights, [7, 0, 0, 0]), 0.5f);

        float scale = constants[1].Quantization!.Scales[0];
        Assert.IsTrue(scale > 0 && float.IsFinite(scale));
        Assert.AreEqual(7, constants[1].Values<int>()[0] * scale, 0.01f);
    }

    [TestMethod]
    public void ABiasThatInt32CannotHoldWidensTheScaleOfItsChannel()
    {
        float[] weights = [.. Enumerable.Range(0, 24).Select(i => i < 6 ? 1e-6f : 1f)];

        ImmutableArray<Tensor> constants = WeightQuantizer.Quantize(FullyConnected(weights, [1e6f, 0, 0, 0]), 1e-3f);

        Assert.AreEqual(1 << 30, constants[1].Values<int>()[0], 100);
        Assert.AreEqual(1f / 127, constants[0].Quantization!.Scales[1], 1e-9f);
    }

    [TestMethod]
    [DataRow(0f)]
    [DataRow(1e-42f)]
    public void WeightsOfNothingGiveScalesThatCanBeUsed(float weight)
    {
        ImmutableArray<Tensor> constants = WeightQuantizer.Quantize(FullyConnected([.. Enumerable.Repeat(weight, 24)], [1, 2, 3, 4]), 0.1f);

        Assert.IsTrue(constants[0].Quantization!.Scales.All(scale => scale > 1e-20f));
        Assert.IsTrue(constants[0].Values<sbyte>().ToArray().All(level => level == 0));
    }

    private static Node FullyConnected(float[] weights, float[]? bias)
    {
        Tensor[] constants = bias is null
            ? [Tensor.Constant("w", new Shape(4, 6), weights)]
            : [Tensor.Constant("w", new Shape(4, 6), weights), Tensor.Constant("b", new Shape(4), bias)];
        return new Node("fc", new FullyConnected(ActivationRange.None), [new Tensor("x", ElementType.Float32, new Shape(1, 6)), .. constants], [new Tensor("y", ElementType.Float32, new Shape(1, 4))]);
    }

    private static Node Depthwise(float[] weights) => new(
        "dw",
        new DepthwiseConv2D(Window.Unit, ActivationRange.None),
        [new Tensor("x", ElementType.Float32, new Shape(1, 3, 2, 4)), Tensor.Constant("w", new Shape(1, 3, 2, 4), weights)],
        [new Tensor("y", ElementType.Float32, new Shape(1, 1, 1, 4))]);
}
