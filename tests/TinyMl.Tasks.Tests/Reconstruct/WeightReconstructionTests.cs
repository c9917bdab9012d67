using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Reconstruct;

namespace TinyMl.Tasks.Tests.Reconstruct;

[TestClass]
public sealed class WeightReconstructionTests
{
    [TestMethod]
    public void OfFewWeightsTheRoundingIsAlmostAlwaysTheBest()
    {
        double best = 0, reconstructed = 0, nearest = 0;
        for (int seed = 0; seed < 30; seed++)
        {
            Node node = LayerSamples.Layer(new FullyConnected(ActivationRange.None), [8, 5], [1, 5], seed);
            SecondMoments moments = LayerSamples.Moments(node, LayerSamples.Inputs(node, 4, seed));
            double[] weights = Weights(node);
            DampedMoments damped = DampedMoments.Of(moments[0].Covariance(), 5, moments[0].Count);
            float scale = (float)weights.Max(Math.Abs) / 3;

            sbyte[] quantized = Quantize(node, moments, [scale], 3);

            best += AllLevels(5, 3).Min(levels => damped.Error(weights, Real(levels, scale)));
            reconstructed += damped.Error(weights, Real([.. quantized.Select(level => (int)level)], scale));
            nearest += damped.Error(weights, Real(FilterRounding.Nearest(weights, new RoundingGrid(scale, 3)), scale));
        }

        Assert.IsGreaterThanOrEqualTo(best, reconstructed);
        Assert.IsLessThan(1.1 * best, reconstructed);
        Assert.IsGreaterThan(1.2 * best, nearest);
    }

    [TestMethod]
    public void NoFilterIsWorseThanRoundedToNearest() =>
        Gen.Select(Gen.Int[0, 1000], Gen.Int[2, 8]).Sample(
            (seed, bits) =>
            {
                foreach (Node node in LayerSamples.All)
                {
                    WeightedLayer layer = WeightedLayer.Of(node)!.Value;
                    SecondMoments moments = LayerSamples.Moments(node, LayerSamples.Inputs(node, 3, seed));
                    int largest = (1 << (bits - 1)) - 1;
                    float[] scales = Scales(layer, largest);

                    sbyte[] quantized = Quantize(node, moments, scales, bits);

                    for (int i = 0; i < moments.Parts.Length; i++)
                    {
                        FilterPart part = moments.Parts[i];
                        DampedMoments damped = DampedMoments.Of(moments[i].Covariance(), part.Length, moments[i].Count);
                        for (int channel = part.FirstChannel; channel < part.FirstChannel + part.Channels; channel++)
                        {
                            int[] indices = [.. Enumerable.Range(0, part.Length).Select(element => moments.Field.WeightIndex(channel, element))];
                            double[] weights = [.. indices.Select(index => (double)layer.Weights.Values<float>()[index])];
                            int[] levels = [.. indices.Select(index => (int)quantized[index])], nearest = FilterRounding.Nearest(weights, new RoundingGrid(scales[channel], largest));
                            Assert.IsLessThanOrEqualTo(damped.Error(weights, Real(nearest, scales[channel])), damped.Error(weights, Real(levels, scales[channel])));
                            Assert.IsLessThanOrEqualTo(largest, levels.Max(Math.Abs));
                        }
                    }
                }
            },
            iter: 10);

    [TestMethod]
    public void LongFiltersAreReconstructedToo()
    {
        Node node = LayerSamples.Layer(new FullyConnected(ActivationRange.None), [64, 600], [4, 600]);
        WeightedLayer layer = WeightedLayer.Of(node)!.Value;
        SecondMoments moments = LayerSamples.Moments(node, LayerSamples.Inputs(node, 1, seed: 1));
        float[] scales = Scales(layer, 3);

        sbyte[] quantized = Quantize(node, moments, scales, 3);

        double error = 0, nearest = 0;
        for (int i = 0; i < moments.Parts.Length; i++)
        {
            FilterPart part = moments.Parts[i];
            DampedMoments damped = DampedMoments.Of(moments[i].Covariance(), part.Length, moments[i].Count);
            for (int channel = 0; channel < 4; channel++)
            {
                double[] weights = [.. layer.Weights.Values<float>().Slice((channel * 600) + part.First, part.Length).ToArray().Select(weight => (double)weight)];
                int[] levels = [.. quantized.Skip((channel * 600) + part.First).Take(part.Length).Select(level => (int)level)];
                error += damped.Error(weights, Real(levels, scales[channel]));
                nearest += damped.Error(weights, Real(FilterRounding.Nearest(weights, new RoundingGrid(scales[channel], 3)), scales[channel]));
            }
        }

        Assert.IsLessThan(0.7 * nearest, error);
    }

    [TestMethod]
    public void WeightsThatAreZeroStayZero()
    {
        foreach (Node node in LayerSamples.All)
        {
            WeightedLayer layer = Pruned(node);
            SecondMoments moments = LayerSamples.Moments(node, LayerSamples.Inputs(node, 4, seed: 5), LayerSamples.Inputs(node, 4, seed: 6));

            float[] solved = WeightReconstruction.Solve(WeightedLayer.Of(node)!.Value, layer.Weights, moments, CancellationToken.None);
            sbyte[] quantized = WeightReconstruction.Quantize(layer, moments, Scales(layer, 7), 4, CancellationToken.None);

            for (int i = 0; i < solved.Length; i++)
            {
                if (layer.Weights.Values<float>()[i] != 0) continue;
                Assert.AreEqual(0, solved[i]);
                Assert.AreEqual(0, quantized[i]);
            }
        }
    }

    [TestMethod]
    public void SolvedWeightsComeClosestToTheReferencesOutputs()
    {
        foreach (Node node in LayerSamples.All)
        {
            WeightedLayer layer = Pruned(node);
            float[][] references = LayerSamples.Inputs(node, 10, seed: 7), inputs = [.. references.Select(Disturbed)];
            SecondMoments moments = LayerSamples.Moments(node, inputs, references);

            float[] solved = WeightReconstruction.Solve(WeightedLayer.Of(node)!.Value, layer.Weights, moments, CancellationToken.None);

            double least = Objective(solved);
            Assert.IsLessThan(Objective(layer.Weights.Values<float>().ToArray()), least);
            for (int i = 0; i < solved.Length; i++)
            {
                if (solved[i] == 0 || i % 5 > 0) continue;
                foreach (float step in new[] { -0.01f, 0.01f })
                {
                    float[] other = [.. solved];
                    other[i] += step;
                    Assert.IsLessThan(Objective(other), least);
                }
            }

            // Over all positions the variance of the difference to the reference's outputs, and the damping's price.
            double Objective(float[] weights)
            {
                double sum = 0;
                for (int p = 0; p < moments.Parts.Length; p++)
                {
                    FilterPart part = moments.Parts[p];
                    double damping = DampedMoments.Of(moments[p].Covariance(), part.Length, moments[p].Count).Matrix[0] - moments[p].Covariance()[0];
                    for (int channel = part.FirstChannel; channel < part.FirstChannel + part.Channels; channel++)
                    {
                        double[] differences = [.. Enumerable.Range(0, inputs.Length).SelectMany(sample => Outputs(inputs[sample], weights, channel, part).Zip(Outputs(references[sample], node.Inputs[1].Values<float>().ToArray(), channel, part), (a, b) => a - b))];
                        double mean = differences.Average();
                        sum += differences.Average(difference => (difference - mean) * (difference - mean));
                        sum += damping * Enumerable.Range(0, part.Length).Sum(element => Square(weights[moments.Field.WeightIndex(channel, element)] - node.Inputs[1].Values<float>()[moments.Field.WeightIndex(channel, element)]));
                    }
                }

                return sum;
            }

            IEnumerable<double> Outputs(float[] input, float[] weights, int channel, FilterPart part)
            {
                double[] seen = new double[moments.Field.Length];
                for (int position = 0; position < moments.Field.Positions; position++)
                {
                    moments.Field.See(input, position, part.Group, seen);
                    yield return seen.Select((value, element) => value * weights[moments.Field.WeightIndex(channel, element)]).Sum();
                }
            }
        }
    }

    [TestMethod]
    public void BiasesMakeUpForTheMean()
    {
        foreach (Node node in LayerSamples.All)
        {
            WeightedLayer layer = WeightedLayer.Of(node)!.Value;
            float[] original = layer.Weights.Values<float>().ToArray(), other = [.. original.Select(weight => MathF.Round(4 * weight) / 4)];
            float[][] references = LayerSamples.Inputs(node, 3, seed: 7), inputs = [.. references.Select(Disturbed)];
            SecondMoments moments = LayerSamples.Moments(node, inputs, references);

            double[] shifts = WeightReconstruction.BiasShifts(original, other, moments);

            for (int channel = 0; channel < shifts.Length; channel++)
            {
                double expected = 0;
                double[] seen = new double[moments.Field.Length];
                for (int i = 0; i < inputs.Length * moments.Field.Positions; i++)
                {
                    int group = channel / (moments.Field.OutputChannels / moments.Field.Groups);
                    moments.Field.See(references[i / moments.Field.Positions], i % moments.Field.Positions, group, seen);
                    for (int element = 0; element < seen.Length; element++) expected += seen[element] * original[moments.Field.WeightIndex(channel, element)];
                    moments.Field.See(inputs[i / moments.Field.Positions], i % moments.Field.Positions, group, seen);
                    for (int element = 0; element < seen.Length; element++) expected -= seen[element] * other[moments.Field.WeightIndex(channel, element)];
                }

                Assert.AreEqual(expected / (inputs.Length * moments.Field.Positions), shifts[channel], 1e-6);
            }
        }
    }

    [TestMethod]
    public void EveryRunGivesTheSameWeights()
    {
        Node node = LayerSamples.Layer(new Conv2D(Window.Unit, ActivationRange.None), [1, 8, 8, 12], [32, 3, 3, 12]);
        SecondMoments moments = LayerSamples.Moments(node, LayerSamples.Inputs(node, 4, seed: 1), LayerSamples.Inputs(node, 4, seed: 2));
        float[] scales = Scales(WeightedLayer.Of(node)!.Value, 7);

        CollectionAssert.AreEqual(Quantize(node, moments, scales, 4), Quantize(node, moments, scales, 4));
        CollectionAssert.AreEqual(
            WeightReconstruction.Solve(WeightedLayer.Of(node)!.Value, Pruned(node).Weights, moments, CancellationToken.None),
            WeightReconstruction.Solve(WeightedLayer.Of(node)!.Value, Pruned(node).Weights, moments, CancellationToken.None));
    }

    [TestMethod]
    public void InputsThatNeverChangeLeaveTheNearestWeights()
    {
        Node node = LayerSamples.FullyConnected([1, 3], 0.3f, -0.6f, 1);
        SecondMoments moments = LayerSamples.Moments(node, [[1, 2, 3], [1, 2, 3]]);

        CollectionAssert.AreEqual(new sbyte[] { 1, -2, 3 }, Quantize(node, moments, [1 / 3f], 3));
    }

    [TestMethod]
    public void CancellationStopsTheWork()
    {
        Node node = LayerSamples.All[0];
        SecondMoments moments = LayerSamples.Moments(node, LayerSamples.Inputs(node, 1, seed: 1));

        Assert.ThrowsExactly<OperationCanceledException>(() =>
            WeightReconstruction.Quantize(WeightedLayer.Of(node)!.Value, moments, Scales(WeightedLayer.Of(node)!.Value, 7), 4, new CancellationToken(canceled: true)));
    }

    private static sbyte[] Quantize(Node node, SecondMoments moments, float[] scales, int bits) =>
        WeightReconstruction.Quantize(WeightedLayer.Of(node)!.Value, moments, scales, bits, CancellationToken.None);

    /// <summary>The layer with a third of its weights removed.</summary>
    private static WeightedLayer Pruned(Node node)
    {
        float[] weights = [.. node.Inputs[1].Values<float>().ToArray().Select((weight, i) => i % 3 == 1 ? 0 : weight)];
        return WeightedLayer.Of(node.With(inputs: [node.Input, Tensor.Constant("w", node.Inputs[1].Shape, weights)]))!.Value;
    }

    private static float[] Disturbed(float[] input)
    {
        var random = new Random((int)(1000 * input[0]));
        return [.. input.Select(value => (0.8f * value) + 0.1f + (0.1f * random.NextSingle()))];
    }

    private static float[] Scales(WeightedLayer layer, int largest)
    {
        float[] weights = layer.Weights.Values<float>().ToArray();
        return [.. Enumerable.Range(0, layer.OutputChannels).Select(channel => weights.Where((_, i) => layer.OutputChannel(i) == channel).Max(Math.Abs) / largest)];
    }

    private static double[] Weights(Node node) => [.. node.Inputs[1].Values<float>().ToArray().Select(weight => (double)weight)];

    private static double[] Real(int[] levels, float scale) => [.. levels.Select(level => level * (double)scale)];

    private static IEnumerable<int[]> AllLevels(int length, int largest) =>
        length == 0 ? [[]] : AllLevels(length - 1, largest).SelectMany(rest => Enumerable.Range(-largest, (2 * largest) + 1).Select(level => (int[])[level, .. rest]));

    private static double Square(double value) => value * value;
}
