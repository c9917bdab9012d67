using System;
using System.Linq;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Quantization;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Quantization;

[TestClass]
public sealed class WeightClippingTests
{
    [TestMethod]
    public void NoChannelIsFartherOffThanWithTheScaleOfItsLargestWeight() => Gen.Select(Gen.Float[-4, 4].Array[24], Gen.Int[2, 8]).Sample((values, bits) =>
    {
        WeightedLayer layer = Layer(values);
        float[] plain = WeightQuantizer.Scales(layer, bits, 0.1f, ElementType.Int8), clipped = WeightClipping.Scales(layer, bits, 0.1f, ElementType.Int8);
        double[] nearest = Errors(layer, WeightQuantizer.Round(layer, plain, bits)), errors = Errors(layer, WeightQuantizer.Round(layer, clipped, bits));
        return errors.Zip(nearest).All(pair => pair.First <= pair.Second) && clipped.Zip(plain).All(pair => pair.First <= pair.Second && pair.First >= 0.39f * pair.Second);
    });

    [TestMethod]
    public void AnOutlierIsCutOffWhereTheStepsAreCoarse()
    {
        WeightedLayer layer = Layer([.. Enumerable.Range(0, 600).Select(i => i == 0 ? 2f : ((i * 7 % 11) - 5) / 5f)]);

        float[] plain = WeightQuantizer.Scales(layer, 3, 0.1f, ElementType.Int8), clipped = WeightClipping.Scales(layer, 3, 0.1f, ElementType.Int8);

        Assert.IsLessThan(0.9f * plain[0], clipped[0]);
    }

    [TestMethod]
    public void FewLevelsAreTheOnesThatWereAskedFor() => Gen.Select(Gen.Float[-4, 4].Array[24], Gen.Int[2, 40]).Sample((values, clusters) =>
    {
        WeightedLayer layer = Layer([.. values.Select((value, i) => i % 5 == 0 ? 0 : value)]);
        Tensor weights = WeightQuantizer.Round(layer, WeightQuantizer.Scales(layer, 8, 0.1f, ElementType.Int8), 8), reduced = WeightClusters.Reduce(layer, weights, clusters);
        sbyte[] before = weights.Values<sbyte>().ToArray(), after = reduced.Values<sbyte>().ToArray();
        return after.Distinct().Count() <= clusters
            && before.Zip(after).All(pair => pair.First != 0 || pair.Second == 0)
            && (before.Distinct().Count() > clusters || before.SequenceEqual(after))
            && Squares(layer, weights, reduced) <= Squares(layer, weights, Even(layer, weights, clusters)) + 1e-9;
    });

    // Intervals of equal width: never better than the best ones.
    private static Tensor Even(WeightedLayer layer, Tensor weights, int clusters)
    {
        sbyte[] levels = weights.Values<sbyte>().ToArray();
        int width = (255 + clusters - 1) / clusters;
        for (int i = 0; i < levels.Length; i++)
        {
            int start = ((levels[i] + 127) / width * width) - 127;
            levels[i] = (sbyte)(start <= 0 && start + width > 0 ? 0 : Math.Min(start + (width / 2), 127));
        }

        return WeightQuantizer.WithLevels(layer, levels, [.. weights.Quantization!.Scales]);
    }

    private static double Squares(WeightedLayer layer, Tensor weights, Tensor others) =>
        WeightQuantizer.Dequantize(layer, weights).Values<float>().ToArray().Zip(WeightQuantizer.Dequantize(layer, others).Values<float>().ToArray(), (a, b) => ((double)a - b) * ((double)a - b)).Sum();

    private static double[] Errors(WeightedLayer layer, Tensor weights)
    {
        double[] errors = new double[layer.OutputChannels];
        for (int i = 0; i < 24; i++)
        {
            double difference = layer.Weights.Values<float>()[i] - (weights.Values<sbyte>()[i] * (double)weights.Quantization!.Scales[layer.OutputChannel(i)]);
            errors[layer.OutputChannel(i)] += difference * difference;
        }

        return errors;
    }

    private static WeightedLayer Layer(float[] values)
    {
        var graph = new GraphBuilder();
        return WeightedLayer.Of(graph.Build(graph.Add(new FullyConnected(ActivationRange.None), graph.Input(1, values.Length / 3), GraphBuilder.Constant([3, values.Length / 3], values))).Nodes[0])!.Value;
    }
}
