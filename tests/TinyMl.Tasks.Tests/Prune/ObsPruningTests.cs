using System;
using System.Linq;
using System.Threading;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Calibrate;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Prune;
using TinyMl.Tasks.Reconstruct;
using TinyMl.Tasks.Tests.Graphs;
using TinyMl.Tasks.Tests.Reconstruct;

namespace TinyMl.Tasks.Tests.Prune;

[TestClass]
public sealed class ObsPruningTests
{
    private static readonly ActivationRange None = ActivationRange.None;

    [TestMethod]
    public void ExactlyTheShareOfAllWeightsIsRemoved() =>
        Gen.Select(Gen.Double[0, 0.7], Gen.Int[0, 1000]).Sample(
            (sparsity, seed) =>
            {
                Graph graph = Network(seed);

                PrunedGraph pruned = ObsPruning.Run(graph, sparsity, LayerSamples.Samples(graph, seed), CancellationToken.None);

                int weights = pruned.Layers.Sum(layer => layer.Weights);
                Assert.AreEqual((int)Math.Round(sparsity * weights, MidpointRounding.AwayFromZero), pruned.Layers.Sum(layer => layer.Zeros));
                CollectionAssert.AreEqual(
                    pruned.Layers.Select(layer => layer.Zeros).ToArray(),
                    pruned.Graph.Nodes.Select(node => node.Inputs[1].Values<float>().Count(0f)).ToArray());
            },
            iter: 8);

    [TestMethod]
    public void EveryFilterKeepsAWeight()
    {
        Graph graph = Network(3);

        PrunedGraph pruned = ObsPruning.Run(graph, 1, LayerSamples.Samples(graph, 3), CancellationToken.None);

        foreach (Node node in pruned.Graph.Nodes)
        {
            WeightedLayer layer = WeightedLayer.Of(node)!.Value;
            float[] weights = layer.Weights.Values<float>().ToArray();
            foreach (var filter in Enumerable.Range(0, weights.Length).GroupBy(layer.OutputChannel)) Assert.AreEqual(1, filter.Count(index => weights[index] != 0));
        }
    }

    [TestMethod]
    public void OutputsStayCloserThanWithoutTheLeastMagnitudes()
    {
        double magnitude = 0, obs = 0;
        for (int seed = 0; seed < 5; seed++)
        {
            Graph graph = Network(seed);
            SampleSet samples = LayerSamples.Samples(graph, seed);
            var noise = new OutputNoise(graph, samples, [.. samples.Spread(samples.Count)], CancellationToken.None);
            var activations = graph.Nodes.SelectMany(node => node.Outputs).ToDictionary(tensor => tensor);
            magnitude += noise.Of(MagnitudePruning.Run(graph, 0.3).Graph, activations, CancellationToken.None).Sum();
            obs += noise.Of(ObsPruning.Run(graph, 0.3, samples, CancellationToken.None).Graph, activations, CancellationToken.None).Sum();
        }

        Assert.IsLessThan(magnitude / 4, obs);
    }

    [TestMethod]
    public void TheWeightThatOthersReplaceExactlyGoesFirst()
    {
        // The first two inputs are equal, so that the second weight can do the work of both, however large.
        Node node = LayerSamples.FullyConnected([1, 3], 5, 4, 1.5f);
        float[][] inputs = [[1, 1, 2], [2, 2, -1], [3, 3, 1], [-1, -1, 0.5f]];
        SecondMoments moments = LayerSamples.Moments(node, [.. Enumerable.Repeat(inputs, 100).SelectMany(repeated => repeated)]);

        double[] scores = ObsScores.Of(WeightedLayer.Of(node)!.Value, moments, CancellationToken.None);

        Assert.IsLessThan(scores[2], Math.Min(scores[0], scores[1]));
        Assert.AreEqual(1, scores.Count(double.IsPositiveInfinity));
    }

    [TestMethod]
    public void ScoresAddUpToTheLeastErrorWithoutTheWeights()
    {
        foreach (Node node in LayerSamples.All)
        {
            WeightedLayer layer = WeightedLayer.Of(node)!.Value;
            SecondMoments moments = LayerSamples.Moments(node, LayerSamples.Inputs(node, 6, seed: 2));
            double[] scores = ObsScores.Of(layer, moments, CancellationToken.None);
            bool[] removed = LeastScores.Choose([scores], scores.Length / 4)[0];

            float[] solved = WeightReconstruction.Solve(layer, PrunableLayers.Without(layer.Weights, removed), moments, CancellationToken.None);

            // Where a later removal costs less than one before, both have the higher score.
            double error = LayerSamples.Error(layer, moments, solved), sum = scores.Where((_, index) => removed[index]).Sum();
            Assert.IsInRange(0.9 * error, 1.3 * error, sum, $"{node}");
        }
    }

    [TestMethod]
    public void NoSparsityLeavesTheGraphAlone()
    {
        Graph graph = Network(1);

        Assert.AreSame(graph, ObsPruning.Run(graph, 0, LayerSamples.Samples(graph, 1), CancellationToken.None).Graph);
    }

    [TestMethod]
    public void EveryRunGivesTheSameWeights()
    {
        Graph graph = Network(2);

        Graph first = ObsPruning.Run(graph, 0.4, LayerSamples.Samples(graph, 2), CancellationToken.None).Graph, second = ObsPruning.Run(graph, 0.4, LayerSamples.Samples(graph, 2), CancellationToken.None).Graph;

        foreach ((Node a, Node b) in first.Nodes.Zip(second.Nodes))
        {
            foreach ((Tensor left, Tensor right) in a.Inputs.Skip(1).Zip(b.Inputs.Skip(1))) CollectionAssert.AreEqual(left.Data.ToArray(), right.Data.ToArray());
        }
    }

    [TestMethod]
    public void LayersThatShareWeightsStillShareThem()
    {
        var builder = new GraphBuilder();
        Tensor weights = GraphBuilder.Random(1, 4, 4);
        Tensor y = builder.Add(new FullyConnected(None), builder.Input(1, 4), weights);
        Graph graph = builder.Build(builder.Add(new FullyConnected(None), y, weights));

        PrunedGraph pruned = ObsPruning.Run(graph, 0.5, LayerSamples.Samples(graph, 1), CancellationToken.None);

        Assert.AreSame(pruned.Graph.Nodes[0].Inputs[1], pruned.Graph.Nodes[1].Inputs[1]);
        Assert.HasCount(1, pruned.Layers);
        Assert.AreEqual(8, pruned.Layers[0].Zeros);
    }

    [TestMethod]
    public void AKeywordSpotterKeepsItsAccuracyWithoutThreeTenths()
    {
        AccuracyReport accuracy = new PrunedKeywords(PruningMode.Obs, 0.3).Accuracy;

        Assert.IsGreaterThanOrEqualTo(0.905, accuracy.Packed);
        Assert.IsGreaterThanOrEqualTo(0.965, accuracy.Agreement);
        Assert.IsGreaterThan(21, accuracy.SqnrDb!.Value);
    }

    [TestMethod]
    public void WithoutDataItSaysWhatTheChoicesAre()
    {
        var exception = Assert.ThrowsExactly<DiagnosticException>(() => Pruner.Run(Network(1), "m.onnx", PruningMode.Obs, 0.3, calibration: null, CancellationToken.None));

        Assert.AreEqual("TML1101", exception.Diagnostic.Code);
        Assert.Contains("Magnitude", exception.Message);
    }

    [TestMethod]
    public void AQuantizedGraphIsRefused()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Input(ElementType.Int8, new QuantizationParameters(0.5f, 0), 1, 4);
        Graph graph = builder.Build(builder.Add(new Tanh(), x));

        Assert.AreEqual("TML1103", Assert.ThrowsExactly<DiagnosticException>(() => Pruner.Run(graph, "m.onnx", PruningMode.Obs, 0.5, calibration: null, CancellationToken.None)).Diagnostic.Code);
    }

    [TestMethod]
    public void CancellationStopsTheWork()
    {
        Graph graph = Network(1);

        Assert.ThrowsExactly<OperationCanceledException>(() => ObsPruning.Run(graph, 0.3, LayerSamples.Samples(graph, 1), new CancellationToken(canceled: true)));
    }

    private static Graph Network(int seed)
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Conv2D(Window.Unit, ActivationRange.Relu), builder.Input(1, 5, 5, 3), GraphBuilder.Random(seed, 8, 2, 2, 3), GraphBuilder.Random(seed + 1, 8));
        y = builder.Add(new DepthwiseConv2D(Window.Unit, None), y, GraphBuilder.Random(seed + 2, 1, 3, 3, 16), GraphBuilder.Random(seed + 3, 16));
        y = builder.Add(new Conv2D(Window.Unit, None), y, GraphBuilder.Random(seed + 6, 6, 1, 1, 8));
        y = builder.Add(new TransposeConv2D(Window.Unit, 3, 3, None), y, GraphBuilder.Random(seed + 7, 16, 2, 2, 3), GraphBuilder.Random(seed + 8, 16));
        return builder.Build(builder.Add(new FullyConnected(None), y, GraphBuilder.Random(seed + 4, 10, 144), GraphBuilder.Random(seed + 5, 10)));
    }
}
