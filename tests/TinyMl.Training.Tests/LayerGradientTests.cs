using System;
using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Training.Layers;

namespace TinyMl.Training.Tests;

/// <summary>Hand-written gradients against central differences of the forward pass.</summary>
[TestClass]
public sealed class LayerGradientTests
{
    private const float Step = 1f / 128;
    private const float Tolerance = 5e-3f;

    public static IEnumerable<object[]> Layers =>
    [
        ["convolution", new Func<SeededRandom, Layer>(random => new Convolution(2, 3, kernel: 5, stride: 2, random))],
        ["convolution of stride 1", new Func<SeededRandom, Layer>(random => new Convolution(2, 3, kernel: 3, stride: 1, random))],
        ["batch normalization", new Func<SeededRandom, Layer>(_ => new BatchNormalization(2))],
        ["global average pooling", new Func<SeededRandom, Layer>(_ => new GlobalAveragePooling())],
    ];

    [TestMethod]
    [DynamicData(nameof(Layers))]
    public void Gradients_of_a_layer_over_time_are_the_slopes_of_its_output(string name, object create) =>
        GradientsAreSlopes(name, (Func<SeededRandom, Layer>)create, channels: 2, length: 9);

    [TestMethod]
    public void Gradients_of_a_fully_connected_layer_are_the_slopes_of_its_output() =>
        GradientsAreSlopes("fully connected", random => new FullyConnected(6, 3, random), channels: 6, length: 1);

    [TestMethod]
    public void Relu_lets_gradients_pass_where_it_lets_values_pass()
    {
        var input = new Features(1, 1, 2);
        new[] { -1f, 2f }.CopyTo(input.Values);
        var gradient = new Features(1, 1, 2);
        gradient.Values.Fill(3);
        var relu = new Relu();

        relu.Forward(input, training: true);

        CollectionAssert.AreEqual(new[] { 0f, 3f }, relu.Backward(gradient).Values.ToArray());
    }

    private static void GradientsAreSlopes(string name, Func<SeededRandom, Layer> create, int channels, int length)
    {
        var random = new SeededRandom(3);
        Layer layer = create(random);
        var input = new Features(4, channels, length);
        Fill(input, random);
        Features direction = layer.Forward(input, training: true).NewLike();
        Fill(direction, random);

        Features inputGradient = layer.Backward(direction);

        for (int i = 0; i < input.Values.Length; i++)
            AssertSlope($"input {i} of {name}", layer, input, direction, ref input.Values[i], inputGradient.Values[i]);
        foreach (Parameter parameter in layer.Parameters)
        {
            for (int i = 0; i < parameter.Values.Length; i++)
                AssertSlope($"parameter {i} of {name}", layer, input, direction, ref parameter.Values[i], parameter.Gradients[i]);
        }
    }

    private static void AssertSlope(
        string what, Layer layer, Features input, Features direction, ref float variable, float gradient)
    {
        float value = variable;
        variable = value + Step;
        double above = Project(layer.Forward(input, training: true), direction);
        variable = value - Step;
        double below = Project(layer.Forward(input, training: true), direction);
        variable = value;
        Assert.AreEqual((above - below) / (2 * Step), gradient, Tolerance, what);
    }

    private static double Project(Features output, Features direction)
    {
        double sum = 0;
        for (int i = 0; i < output.Values.Length; i++)
            sum += output.Values[i] * direction.Values[i];
        return sum;
    }

    private static void Fill(Features features, SeededRandom random) =>
        random.Gaussians(features.Values.Length, 1).CopyTo(features.Values);
}
