using System;
using System.Linq;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Prune;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Prune;

[TestClass]
public sealed class MagnitudePruningTests
{
    private static readonly ActivationRange None = ActivationRange.None;

    [TestMethod]
    public void ExactlyTheShareOfAllWeightsIsRemoved() =>
        Gen.Select(Gen.Double[0, 0.7], Gen.Int[0, 1000]).Sample((sparsity, seed) =>
        {
            PrunedGraph pruned = MagnitudePruning.Run(Network(seed), sparsity);

            int weights = pruned.Layers.Sum(layer => layer.Weights);
            Assert.AreEqual((int)Math.Round(sparsity * weights, MidpointRounding.AwayFromZero), pruned.Layers.Sum(layer => layer.Zeros));
        });

    [TestMethod]
    public void EveryOutputChannelKeepsItsLargestWeight() =>
        Gen.Int[0, 1000].Sample(seed =>
        {
            Graph graph = Network(seed);

            PrunedGraph pruned = MagnitudePruning.Run(graph, 1);

            foreach ((Node before, Node after) in graph.Nodes.Zip(pruned.Graph.Nodes))
            {
                WeightedLayer layer = WeightedLayer.Of(before)!.Value;
                float[] all = layer.Weights.Values<float>().ToArray(), left = after.Inputs[1].Values<float>().ToArray();
                var channels = Enumerable.Range(0, all.Length).ToLookup(layer.OutputChannel);
                foreach (var channel in channels)
                {
                    float largest = all[channel.MaxBy(index => Math.Abs(all[index]))];
                    CollectionAssert.AreEqual(new[] { largest }, channel.Select(index => left[index]).Where(value => value != 0).ToArray());
                }
            }
        });

    [TestMethod]
    public void TheScaleOfALayerDoesNotMatter()
    {
        Graph graph = Network(1);
        Tensor weights = graph.Nodes[0].Inputs[1];
        Tensor scaled = Tensor.Constant(weights.Name, weights.Shape, [.. weights.Values<float>().ToArray().Select(value => value / 1024)]);
        Graph rescaled = graph.Substitute(new System.Collections.Generic.Dictionary<Tensor, Tensor> { [weights] = scaled });

        var expected = MagnitudePruning.Run(graph, 0.5).Layers;
        var actual = MagnitudePruning.Run(rescaled, 0.5).Layers;

        CollectionAssert.AreEqual(expected, actual);
    }

    [TestMethod]
    public void LesserWeightsOfALayerGoFirst()
    {
        PrunedGraph pruned = MagnitudePruning.Run(FullyConnected([2, 4], 4, -1, 3, 2, -8, 5, 7, -6), 0.5);

        CollectionAssert.AreEqual(new float[] { 4, 0, 0, 0, -8, 0, 7, -6 }, pruned.Graph.Nodes[0].Inputs[1].Values<float>().ToArray());
    }

    [TestMethod]
    public void OfEqualWeightsTheFirstGoFirst()
    {
        PrunedGraph pruned = MagnitudePruning.Run(FullyConnected([1, 5], 2, 1, -1, 1, 1), 0.4);

        CollectionAssert.AreEqual(new float[] { 2, 0, 0, 1, 1 }, pruned.Graph.Nodes[0].Inputs[1].Values<float>().ToArray());
    }

    [TestMethod]
    public void WeightsOfAWeakChannelHoldOutBetter()
    {
        PrunedGraph pruned = MagnitudePruning.Run(FullyConnected([2, 2], 90, 10, 9, 6), 0.25);

        CollectionAssert.AreEqual(new float[] { 90, 0, 9, 6 }, pruned.Graph.Nodes[0].Inputs[1].Values<float>().ToArray());
    }

    [TestMethod]
    public void WeightsThatAreZeroCountAsRemoved()
    {
        PrunedGraph pruned = MagnitudePruning.Run(FullyConnected([1, 4], 0, 3, 0, 1), 0.5);

        CollectionAssert.AreEqual(new float[] { 0, 3, 0, 1 }, pruned.Graph.Nodes[0].Inputs[1].Values<float>().ToArray());
        Assert.AreEqual(0.5, pruned.Layers[0].Sparsity);
    }

    [TestMethod]
    public void NoSparsityLeavesTheGraphAlone()
    {
        Graph graph = Network(1);

        Assert.AreSame(graph, MagnitudePruning.Run(graph, 0).Graph);
    }

    [TestMethod]
    public void BiasesStay()
    {
        Graph graph = Network(1);

        Graph pruned = MagnitudePruning.Run(graph, 0.9).Graph;

        foreach ((Node before, Node after) in graph.Nodes.Zip(pruned.Nodes)) Assert.AreSame(before.Inputs[2], after.Inputs[2]);
    }

    [TestMethod]
    public void LayersThatShareWeightsStillShareThem()
    {
        var builder = new GraphBuilder();
        Tensor weights = GraphBuilder.Random(1, 4, 4);
        Tensor y = builder.Add(new FullyConnected(None), builder.Input(1, 4), weights);
        Graph graph = builder.Build(builder.Add(new FullyConnected(None), y, weights));

        PrunedGraph pruned = MagnitudePruning.Run(graph, 0.5);

        Assert.AreSame(pruned.Graph.Nodes[0].Inputs[1], pruned.Graph.Nodes[1].Inputs[1]);
        Assert.HasCount(1, pruned.Layers);
    }

    [TestMethod]
    public void AKeywordSpotterBearsATenthWithoutLoss()
    {
        AccuracyReport accuracy = new PrunedKeywords(PruningMode.Magnitude, 0.1).Accuracy;

        Assert.IsGreaterThanOrEqualTo(0.925, accuracy.Packed);
        Assert.IsGreaterThanOrEqualTo(0.98, accuracy.Agreement);
    }

    [TestMethod]
    public void AQuantizedGraphIsRefused()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Input(ElementType.Int8, new QuantizationParameters(0.5f, 0), 1, 4);
        Graph graph = builder.Build(builder.Add(new Tanh(), x));

        Assert.ThrowsExactly<ArgumentException>(() => MagnitudePruning.Run(graph, 0.5));
    }

    private static Graph FullyConnected(int[] shape, params float[] weights)
    {
        var builder = new GraphBuilder();
        return builder.Build(builder.Add(new FullyConnected(None), builder.Input(1, shape[1]), GraphBuilder.Constant(shape, weights)));
    }

    private static Graph Network(int seed)
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Conv2D(Window.Unit, None), builder.Input(1, 5, 5, 3), GraphBuilder.Random(seed, 8, 2, 2, 3), GraphBuilder.Random(seed + 1, 8));
        y = builder.Add(new DepthwiseConv2D(Window.Unit, None), y, GraphBuilder.Random(seed + 2, 1, 3, 3, 16), GraphBuilder.Random(seed + 3, 16));
        y = builder.Add(new Conv2D(Window.Unit, None), y, GraphBuilder.Random(seed + 6, 6, 2, 2, 8), GraphBuilder.Random(seed + 9, 6));
        y = builder.Add(new TransposeConv2D(Window.Unit, 2, 2, None), y, GraphBuilder.Random(seed + 7, 16, 2, 2, 3), GraphBuilder.Random(seed + 8, 16));
        return builder.Build(builder.Add(new FullyConnected(None), y, GraphBuilder.Random(seed + 4, 10, 64), GraphBuilder.Random(seed + 5, 10)));
    }
}
