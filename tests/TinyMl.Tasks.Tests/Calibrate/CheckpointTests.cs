using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Calibrate;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Tests.Data;
using TinyMl.Tasks.Tests.Graphs;
using TinyMl.Tasks.Tests.Lower;

namespace TinyMl.Tasks.Tests.Calibrate;

[TestClass]
public sealed class CheckpointTests
{
    private const int Samples = 5;

    [TestMethod]
    public void RunsFromEveryPlaceComputeTheSame() => Gen.Int[0, 1 << 20].Sample(
        seed =>
        {
            Graph graph = RandomGraphs.Float(new Random(seed));
            Checkpoint start = AtStart(graph);
            byte[][] expected = Outputs(start, graph), whole = Whole(graph);

            CollectionAssert.AreEqual(whole.SelectMany(sample => sample).ToArray(), expected.SelectMany(sample => sample).ToArray());
            Checkpoint checkpoint = start;
            foreach (Node node in graph.Nodes)
            {
                checkpoint = checkpoint.Before(node, CancellationToken.None);
                RequireSame(expected, Outputs(checkpoint, graph));
            }

            RequireSame(expected, Outputs(checkpoint.Before(graph.Nodes[0], CancellationToken.None), graph));
            Assert.AreEqual(Enumerable.Range(0, graph.Nodes.Length + 1).Max(position => Live(graph, position)), Checkpoint.LargestBytes(graph));
        },
        iter: 40);

    [TestMethod]
    public void AnotherGraphRunsFromWhereItDiffers() => Gen.Select(Gen.Int[0, 1 << 20], Gen.Int[0, 1 << 20]).Sample(
        (seed, choice) =>
        {
            Graph graph = RandomGraphs.Float(new Random(seed));
            Node[] constant = [.. graph.Nodes.Where(node => node.Inputs.Any(input => input.IsConstant))];
            if (constant.Length == 0) return;
            Tensor old = constant[choice % constant.Length].Inputs.First(input => input.IsConstant);
            Graph other = graph.Substitute(new Dictionary<Tensor, Tensor> { [old] = Tensor.Constant(old.Name, old.Shape, Array.ConvertAll(old.Values<float>().ToArray(), value => -value)) });
            int first = graph.Nodes.Index().First(pair => pair.Item.Inputs.Contains(old)).Index;

            Checkpoint towards = AtStart(graph).Towards(other, CancellationToken.None), taken = towards.In(other);

            Assert.AreEqual(first, taken.Position);
            RequireSame(Whole(other), Outputs(taken, other));
            Checkpoint last = AtStart(graph).Before(graph.Nodes[^1], CancellationToken.None);
            Assert.AreEqual(first < last.Position ? 0 : last.Position, last.In(other).Position);
        },
        iter: 40);

    [TestMethod]
    public void StatesStandAtTheirInitialValues()
    {
        Graph graph = StateSamples.Mixed();
        Checkpoint start = AtStart(graph);
        byte[][] whole = Whole(graph);

        foreach (Node node in graph.Nodes) RequireSame(whole, Outputs(start.Before(node, CancellationToken.None), graph));
    }

    [TestMethod]
    public void WhatIsKeptCanBeReadAndAveraged()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Input(1, 3), twice = builder.Add(new Add(ActivationRange.None), x, x), root = builder.Add(new Clamp(ActivationRange.Relu), twice);
        Graph graph = builder.Build(root);
        Checkpoint last = AtStart(graph).Before(graph.Nodes[1], CancellationToken.None);
        float[] sum = new float[3], values = new float[3];

        for (int sample = 0; sample < Samples; sample++)
        {
            last.Read(twice, sample, values);
            float[] given = Values(graph.Inputs[0], sample);
            CollectionAssert.AreEqual(Array.ConvertAll(given, value => value + value), values);
            for (int i = 0; i < sum.Length; i++) sum[i] += values[i];
        }

        float[] mean = last.Mean(twice).Values<float>().ToArray();
        for (int i = 0; i < sum.Length; i++) Assert.AreEqual(sum[i] / Samples, mean[i], 1e-6f);
        Assert.AreEqual(12, Checkpoint.LargestBytes(graph));
    }

    [TestMethod]
    public void GraphsOfOtherInputsAreNotAlike()
    {
        Graph graph = StateSamples.Sum(), other = StateSamples.Sum(Tensor.Constant("one", new Shape(1, 3), [1, 1, 1]));

        Assert.AreEqual(1, GraphLikeness.Of(graph, StateSamples.Sum()).Nodes);
        Assert.AreEqual(0, GraphLikeness.Of(graph, other).Nodes);
        Assert.AreEqual(0, GraphLikeness.Of(graph, graph.With(inputs: [.. graph.Inputs, graph.Outputs[0]])).Nodes);
    }

    private static long Live(Graph graph, int position) => graph.Sources.Concat(graph.Nodes.Take(position).SelectMany(node => node.Outputs))
        .Where(tensor => graph.Outputs.Contains(tensor) || graph.Nodes.Skip(position).Any(node => node.Inputs.Contains(tensor)))
        .Sum(tensor => (long)tensor.ByteLength);

    private static Checkpoint AtStart(Graph graph)
    {
        using var folder = new DataFolder();
        Tensor input = graph.Inputs[0];
        float[] values = [.. Enumerable.Range(0, Samples).SelectMany(sample => Values(input, sample))];
        SampleSet samples = SampleSet.Read(folder.Bytes("x.npy", DataFolder.Array([Samples, .. input.Shape.Skip(1)], values)), graph.Inputs, withTargets: false);
        return Checkpoint.AtStart(graph, samples, [.. Enumerable.Range(0, Samples)]);
    }

    private static float[] Values(Tensor input, int sample)
    {
        var random = new Random(sample);
        return [.. Enumerable.Range(0, (int)input.Shape.ElementCount).Select(_ => (4 * random.NextSingle()) - 2)];
    }

    private static byte[][] Outputs(Checkpoint checkpoint, Graph graph)
    {
        byte[][] outputs = new byte[Samples][];
        checkpoint.Gather(
            graph.Outputs,
            [.. Enumerable.Range(0, Samples)],
            () => outputs,
            (all, runner, sample) => all[sample] = [.. graph.Outputs.SelectMany(output => runner.Bytes(output).ToArray())],
            CancellationToken.None);
        return outputs;
    }

    private static byte[][] Whole(Graph graph)
    {
        return [.. Enumerable.Range(0, Samples).Select(sample =>
        {
            TinyModel model = PackedGraph.Load(graph);
            Values(graph.Inputs[0], sample).CopyTo(model.Input<float>(0));
            model.Invoke();
            return graph.Outputs.SelectMany((_, i) => model.Output<byte>(i).ToArray()).ToArray();
        })];
    }

    private static void RequireSame(byte[][] expected, byte[][] actual)
    {
        for (int sample = 0; sample < Samples; sample++) CollectionAssert.AreEqual(expected[sample], actual[sample], $"sample {sample}");
    }
}
