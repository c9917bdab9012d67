using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Calibrate;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Prune;
using TinyMl.Tasks.Reconstruct;
using TinyMl.Tasks.Simplify.Channels;
using TinyMl.Tasks.Tests.Graphs;
using TinyMl.Tasks.Tests.Reconstruct;

namespace TinyMl.Tasks.Tests.Prune;

[TestClass]
public sealed class ChannelPruningTests
{
    private static readonly Window Padded = new(1, 1, 1, 1, 1, 1, 1, 1);

    [TestMethod]
    public void ChannelsOfAResidualConnectionGoTogether()
    {
        Graph graph = Residual(1);

        var channels = new RemovableChannels(graph);
        Graph reduced = Reduced(graph, 0.5);

        // 6 of the chain before and around the Add, 4 inside the branch, 10 on both sides of the depthwise convolution.
        Assert.HasCount(20, channels.Sets);
        Node add = reduced.Nodes.Single(node => node.Operator is Add);
        Assert.AreEqual(add.Inputs[0].Shape, add.Inputs[1].Shape);
        int left = add.Output.Shape[3] + reduced.Nodes[1].Output.Shape[3] + reduced.Nodes.Single(node => node.Operator is DepthwiseConv2D).Output.Shape[3];
        Assert.AreEqual(10, left);
    }

    [TestMethod]
    public void OutputsStayCloserThanByTheLeastWeights()
    {
        double fitted = 0, cut = 0;
        for (int seed = 0; seed < 4; seed++)
        {
            Graph graph = Residual(seed);
            SampleSet samples = LayerSamples.Samples(graph, seed);
            var noise = new OutputNoise(graph, samples, [.. samples.Spread(samples.Count)], CancellationToken.None);
            var activations = graph.Nodes.SelectMany(node => node.Outputs).ToDictionary(tensor => tensor);
            Graph pruned = ChannelPruning.Run(graph, 0.25, samples, CancellationToken.None).Graph;
            fitted += noise.Of(pruned, activations, CancellationToken.None).Sum();
            cut += noise.Of(OnlyCut(graph, pruned), activations, CancellationToken.None).Sum();
        }

        Assert.IsLessThan(cut / 2, fitted);
    }

    [TestMethod]
    public void PricesAreTheErrorsOfTheBestFit()
    {
        Node node = LayerSamples.Layer(new Conv2D(Window.Unit, ActivationRange.None), [1, 5, 5, 4], [3, 2, 2, 4]);
        WeightedLayer layer = WeightedLayer.Of(node)!.Value;
        SecondMoments moments = LayerSamples.Moments(node, LayerSamples.Inputs(node, 6, seed: 2));
        var elimination = new ChannelElimination(layer, moments);
        int[] first = [1, 5, 9, 13], second = [2, 6, 10, 14];

        double price = elimination.Price(first);
        elimination.Remove(first);
        price += elimination.Price(second);

        bool[] removed = [.. Enumerable.Range(0, 48).Select(index => index % 4 is 1 or 2)];
        float[] solved = WeightReconstruction.Solve(layer, PrunableLayers.Without(layer.Weights, removed), moments, CancellationToken.None);
        double error = LayerSamples.Error(layer, moments, solved);
        Assert.AreEqual(error, price, 1e-4 * error);
    }

    [TestMethod]
    public void EveryActivationKeepsAChannel()
    {
        Graph reduced = Reduced(Residual(2), 1);

        Assert.IsTrue(reduced.Nodes.All(node => node.Output.Shape[^1] >= 1));
        Assert.IsTrue(reduced.Nodes.Where(node => node.Operator is Conv2D).All(node => node.Output.Shape[3] == 1));
    }

    [TestMethod]
    public void NoShareLeavesTheGraphAlone()
    {
        Graph graph = Residual(1);

        Assert.AreSame(graph, ChannelPruning.Run(graph, 0, LayerSamples.Samples(graph, 1), CancellationToken.None).Graph);
    }

    [TestMethod]
    public void LayersThatShareWeightsKeepTheirChannels()
    {
        var builder = new GraphBuilder();
        Tensor shared = GraphBuilder.Random(1, 4, 4);
        Tensor y = builder.Add(new FullyConnected(ActivationRange.None), builder.Input(1, 4), GraphBuilder.Random(2, 4, 4));
        y = builder.Add(new FullyConnected(ActivationRange.None), y, shared);
        Graph graph = builder.Build(builder.Add(new FullyConnected(ActivationRange.None), y, shared));

        Assert.IsEmpty(new RemovableChannels(graph).Sets);
    }

    [TestMethod]
    public void AKeywordSpotterWithoutAQuarterOfItsChannelsIsSmallerAndStillGood()
    {
        var keywords = new PrunedKeywords(PruningMode.Channel, 0.25);

        Assert.IsGreaterThanOrEqualTo(0.85, keywords.Accuracy.Packed);
        Assert.IsLessThan(0.8 * keywords.Source.Macs, keywords.Graph.Macs);
    }

    /// <summary>The graph with the same channels cut off as in a pruned one, and nothing else changed.</summary>
    private static Graph OnlyCut(Graph graph, Graph pruned) =>
        graph.With(graph.Nodes.Zip(pruned.Nodes, (before, after) =>
        {
            if (WeightedLayer.Of(before) is not { } layer) return before;
            bool[] removed = [.. after.Inputs[1].Values<float>().ToArray().Select(weight => weight == 0)];
            return before.With(inputs: before.Inputs.SetItem(1, PrunableLayers.Without(layer.Weights, removed)));
        }));

    private static Graph Reduced(Graph graph, double share) =>
        DeadChannels.Remove(ChannelPruning.Run(graph, share, LayerSamples.Samples(graph, 1), CancellationToken.None).Graph, CancellationToken.None).Graph;

    private static Graph Residual(int seed)
    {
        var builder = new GraphBuilder();
        Tensor stem = builder.Add(new Conv2D(Window.Unit, ActivationRange.Relu), builder.Input(1, 6, 6, 3), GraphBuilder.Random(seed, 6, 2, 2, 3), GraphBuilder.Random(seed + 1, 6));
        Tensor branch = builder.Add(new Conv2D(Padded, ActivationRange.Relu), stem, GraphBuilder.Random(seed + 2, 4, 3, 3, 6), GraphBuilder.Random(seed + 3, 4));
        branch = builder.Add(new Conv2D(Window.Unit, ActivationRange.None), branch, GraphBuilder.Random(seed + 4, 6, 1, 1, 4), GraphBuilder.Random(seed + 5, 6));
        Tensor y = builder.Add(new Add(ActivationRange.Relu), stem, branch);
        y = builder.Add(new Conv2D(Window.Unit, ActivationRange.Relu), y, GraphBuilder.Random(seed + 6, 10, 1, 1, 6), GraphBuilder.Random(seed + 7, 10));
        y = builder.Add(new DepthwiseConv2D(Padded, ActivationRange.Relu), y, GraphBuilder.Random(seed + 8, 1, 3, 3, 10), GraphBuilder.Random(seed + 9, 10));
        y = builder.Add(new Mean([1, 2], KeepDimensions: false), y);
        return builder.Build(builder.Add(new FullyConnected(ActivationRange.None), y, GraphBuilder.Random(seed + 10, 5, 10), GraphBuilder.Random(seed + 11, 5)));
    }
}
