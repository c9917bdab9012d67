using System;
using System.Collections.Immutable;
using System.Linq;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Quantization;
using TinyMl.Tasks.Simplify;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Quantization;

[TestClass]
public sealed class BiasCorrectionTests
{
    private const int Samples = 5;

    [TestMethod]
    public void SumsKeepTheirMeans() => Gen.Select(Gen.Int[1, 1 << 20], Gen.Int[0, 4], Gen.Int[2, 8]).Sample((seed, kind, bits) =>
    {
        WeightedLayer layer = Layer(seed, kind);
        Tensor[] inputs = [.. Enumerable.Range(0, Samples).Select(i => GraphBuilder.Random(seed + 10 + i, [.. layer.Node.Input.Shape]))];
        Tensor[] rounded = [.. inputs.Select(input => Tensor.Constant(input.Name, input.Shape, [.. input.Values<float>().ToArray().Select(value => MathF.Round(value * 4) / 4)]))];
        Tensor weights = WeightQuantizer.Round(layer, WeightQuantizer.Scales(layer, bits, 0.1f, ElementType.Int8), bits);

        ImmutableArray<double> bias = BiasCorrection.Correct(layer, weights, Mean(inputs), Mean(rounded));

        Tensor corrected = Tensor.Constant("b", layer.Bias!.Shape, [.. bias.Select(value => (float)value)]);
        double[] expected = MeanSums(layer.Node, layer.Weights, layer.Bias, inputs), actual = MeanSums(layer.Node, WeightQuantizer.Dequantize(layer, weights), corrected, rounded);
        return expected.Zip(actual).All(pair => Math.Abs(pair.First - pair.Second) < 1e-4);
    });

    [TestMethod]
    public void WithoutRoundingTheBiasStays()
    {
        WeightedLayer layer = Layer(seed: 3, kind: 0);
        Tensor exact = WeightQuantizer.Round(layer, [.. Enumerable.Repeat(1f / 127, layer.OutputChannels)], 8);
        Node node = layer.Node.With(inputs: [layer.Node.Input, WeightQuantizer.Dequantize(layer, exact), layer.Bias!]);
        Tensor mean = GraphBuilder.Random(5, [.. node.Input.Shape]);

        ImmutableArray<double> bias = BiasCorrection.Correct(WeightedLayer.Of(node)!.Value, exact, mean, mean);

        CollectionAssert.AreEqual(WeightQuantizer.Reals(layer.Bias!), bias);
    }

    // The definition: run the layer without its activation over each input, and average.
    private static double[] MeanSums(Node node, Tensor weights, Tensor bias, Tensor[] inputs)
    {
        double[] means = new double[bias.Shape[0]];
        foreach (Tensor input in inputs)
        {
            byte[] output = KernelEvaluation.Run(new Node("n", FusedActivation.Set(node.Operator, ActivationRange.None), [input, weights, bias], [new Tensor("y", ElementType.Float32, node.Output.Shape)]));
            for (int i = 0; i < output.Length / 4; i++) means[i % means.Length] += BitConverter.ToSingle(output, 4 * i) / (double)inputs.Length / (output.Length / 4 / means.Length);
        }

        return means;
    }

    private static Tensor Mean(Tensor[] inputs) => Tensor.Constant(
        "mean", inputs[0].Shape, [.. Enumerable.Range(0, (int)inputs[0].Shape.ElementCount).Select(i => (float)inputs.Average(input => (double)input.Values<float>()[i]))]);

    private static WeightedLayer Layer(int seed, int kind)
    {
        var graph = new GraphBuilder();
        Tensor Random(params int[] shape) => GraphBuilder.Random(++seed, shape);
        (Operator layer, Tensor input, Tensor weights) = kind switch
        {
            0 => (new Conv2D(new Window(2, 1, 1, 2, 1, 2, 1, 2), ActivationRange.Relu), graph.Input(1, 7, 6, 3), Random(5, 3, 2, 3)),
            1 => (new Conv2D(Window.Unit, ActivationRange.None), graph.Input(1, 4, 4, 6), Random(4, 1, 1, 3)),
            2 => (new DepthwiseConv2D(new Window(1, 2, 1, 1, 1, 1, 1, 1), ActivationRange.Relu6), graph.Input(1, 5, 6, 3), Random(1, 3, 3, 6)),
            3 => (new TransposeConv2D(new Window(2, 2, 1, 1, 1, 1, 1, 1), 8, 8, ActivationRange.Relu), graph.Input(1, 4, 4, 6), Random(4, 3, 3, 3)),
            _ => ((Operator)new FullyConnected(ActivationRange.Relu), graph.Input(2, 9), Random(4, 9)),
        };
        Tensor bias = Random(kind == 2 ? weights.Shape[3] : weights.Shape[0]);
        return WeightedLayer.Of(graph.Build(graph.Add(layer, input, weights, bias)).Nodes[0])!.Value;
    }
}
