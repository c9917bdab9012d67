using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Quantization;
using TinyMl.Tasks.Simplify.Channels;
using TinyMl.Tasks.Tests.Graphs;
using TinyMl.Tasks.Tests.Import.Onnx;
using TinyMl.Tasks.Tests.Lower;
using TinyMl.Tasks.Tests.RandomModels;
using TinyMl.Tasks.Tests.Simplify;

namespace TinyMl.Tasks.Tests.Quantization;

[TestClass]
public sealed class ScalingChannels
{
    private static readonly Window Padded = new(1, 1, 1, 1, 1, 1, 1, 1);

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public void RandomGraphsKeepEveryBitOfTheirOutputs()
    {
        int scaled = 0;
        Gen.Int[0, int.MaxValue].Sample(seed => RequireSameBits(RandomGraphs.Float(new Random(seed)).Simplified(), seed, ref scaled), iter: 600, threads: 1);
        Assert.IsGreaterThan(60, scaled);
    }

    [TestMethod]
    public void RandomOnnxModelsKeepEveryBitOfTheirOutputs()
    {
        int scaled = 0;
        ModelSampling.Sample(TestContext, 600, seed => RequireSameBits(OnnxRuntimeOracle.Import(RandomModel.Create(seed, FloatOperators.All).Model.Write()).Simplified(), seed, ref scaled));
        Assert.IsGreaterThan(0, scaled);
    }

    [TestMethod]
    public void FactorsPassWhatCommutesWithThem()
    {
        var pooling = new Window(2, 2, 1, 1, 0, 0, 0, 0);

        RequireScales(true, new Clamp(ActivationRange.Relu));
        RequireScales(true, new LeakyRelu(0.1f));
        RequireScales(true, new PRelu(ActivationRange.None), GraphBuilder.Random(8, 6));
        RequireScales(true, new Mul(ActivationRange.Relu), GraphBuilder.Random(8, 6));
        RequireScales(true, new MaxPool2D(2, 2, pooling, ActivationRange.Relu));
        RequireScales(true, new AveragePool2D(2, 2, pooling, CountPadding: true, ActivationRange.None));
        RequireScales(true, new Mean([1, 2], KeepDimensions: true));
        RequireScales(true, new Pad([0, 1, 1, 0], [0, 1, 1, 0], 0));
    }

    [TestMethod]
    public void WhatDoesNotCommuteForbidsThem()
    {
        RequireScales(false, new Clamp(ActivationRange.Relu6));
        RequireScales(false, new MaxPool2D(2, 2, Window.Unit, ActivationRange.Relu6));
        RequireScales(false, new Tanh());
        RequireScales(false, new HardSwish());
        RequireScales(false, new Softmax(1));
        RequireScales(false, new Add(ActivationRange.None), GraphBuilder.Random(8, 6));
        RequireScales(false, new Maximum(ActivationRange.None), GraphBuilder.Random(8, 6));
        RequireScales(false, new Pad([0, 1, 1, 0], [0, 1, 1, 0], 1));
    }

    [TestMethod]
    public void AProductOfActivationsStaysAsItIs()
    {
        var builder = new GraphBuilder();
        Tensor x = Convolution(builder, builder.Input(1, 6, 6, 3), 6);

        Assert.IsTrue(RandomScales(builder.Build(Convolution(builder, builder.Add(new Mul(ActivationRange.None), x, x), 2)), 1).IsEmpty);
    }

    [TestMethod]
    public void AnActivationThatIsAnOutputStaysAsItIs()
    {
        var builder = new GraphBuilder();
        Tensor x = Convolution(builder, builder.Input(1, 6, 6, 3), 6);

        Assert.IsTrue(RandomScales(builder.Build(Convolution(builder, x, 2), x), 1).IsEmpty);
    }

    [TestMethod]
    [DataRow(1e25f)]
    [DataRow(1e-25f)]
    public void WeightsThatCouldOverflowOrVanishStayAsTheyAre(float weight)
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Add(new FullyConnected(ActivationRange.None), builder.Input(1, 1), GraphBuilder.Constant([2, 1], weight, weight));

        Assert.IsTrue(RandomScales(builder.Build(builder.Add(new FullyConnected(ActivationRange.None), x, GraphBuilder.Random(1, 2, 2))), 1).IsEmpty);
    }

    [TestMethod]
    public void LayersThatShareWeightsStayAsTheyAre()
    {
        var builder = new GraphBuilder();
        Tensor shared = GraphBuilder.Random(1, 4, 4);
        Tensor y = builder.Add(new FullyConnected(ActivationRange.None), builder.Input(1, 4), GraphBuilder.Random(2, 4, 4));
        y = builder.Add(new FullyConnected(ActivationRange.None), y, shared);

        Assert.IsTrue(RandomScales(builder.Build(builder.Add(new FullyConnected(ActivationRange.None), y, shared)), 1).IsEmpty);
    }

    [TestMethod]
    public void OperandsOfAnAddHaveTheSameFactors()
    {
        var builder = new GraphBuilder();
        Tensor stem = Convolution(builder, builder.Input(1, 6, 6, 3), 6), branch = Convolution(builder, stem, 6);
        Tensor sum = builder.Add(new Add(ActivationRange.Relu), stem, branch);

        ChannelScales scales = RandomScales(builder.Build(Convolution(builder, sum, 2)), 1);

        Assert.HasCount(3, scales.Activations);
        CollectionAssert.AreEqual(scales.Activations[stem].Exponents, scales.Activations[branch].Exponents);
        CollectionAssert.AreEqual(scales.Activations[stem].Exponents, scales.Activations[sum].Exponents);
    }

    [TestMethod]
    public void ADepthwiseLayerHasOtherFactorsAtItsOutput()
    {
        var builder = new GraphBuilder();
        Tensor x = Convolution(builder, builder.Input(1, 6, 6, 3), 6);
        Tensor depthwise = builder.Add(new DepthwiseConv2D(Padded, ActivationRange.Relu), x, GraphBuilder.Random(3, 1, 3, 3, 6), GraphBuilder.Random(4, 6));

        ChannelScales scales = RandomScales(builder.Build(Convolution(builder, depthwise, 2)), 1);

        CollectionAssert.AreNotEqual(scales.Activations[x].Exponents, scales.Activations[depthwise].Exponents);
    }

    [TestMethod]
    public void ALayerHasTheWeightsThatGiveScaledActivations()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Add(new FullyConnected(ActivationRange.None), builder.Input(1, 1), GraphBuilder.Constant([2, 1], 3, 5), GraphBuilder.Constant([2], 7, 9));
        Graph graph = builder.Build(builder.Add(new FullyConnected(ActivationRange.None), x, GraphBuilder.Constant([1, 2], 11, 13)));

        Graph scaled = new ChannelScales(new Dictionary<Tensor, ScaledActivation> { [x] = new(1, [2, -1]) }).Apply(graph);

        CollectionAssert.AreEqual(new[] { 12, 2.5f }, scaled.Nodes[0].Inputs[1].Values<float>().ToArray());
        CollectionAssert.AreEqual(new[] { 28, 4.5f }, scaled.Nodes[0].Inputs[2].Values<float>().ToArray());
        CollectionAssert.AreEqual(new[] { 2.75f, 26 }, scaled.Nodes[1].Inputs[1].Values<float>().ToArray());
        Assert.AreSame(x, scaled.Nodes[0].Output);
    }

    /// <summary>Random factors for all channels that may have any, from 2^-largest to 2^largest.</summary>
    internal static ChannelScales RandomScales(Graph graph, int seed, int largest = 4)
    {
        ChannelFlows flows = ScaleFlow.Of(graph);
        var tied = new TiedChannels(flows);
        var random = new Random(seed);
        int[] exponents = [.. Enumerable.Range(0, tied.Count).Select(_ => random.Next(-largest, largest + 1))];
        return ChannelScales.Of(flows, tied, set => exponents[set]);
    }

    private static void RequireSameBits(Graph graph, int seed, ref int scaled)
    {
        ChannelScales scales = RandomScales(graph, seed);
        if (scales.IsEmpty) return;
        TinyModel expected = PackedGraph.Load(graph), actual = PackedGraph.Load(scales.Apply(graph));
        var random = new Random(seed);
        for (int i = 0; i < expected.Inputs.Count; i++)
        {
            if (expected.Inputs[i].ElementType == ElementType.Float32)
            {
                foreach (ref float value in expected.Input<float>(i)) value = (2 * random.NextSingle()) - 1;
            }

            expected.Input<byte>(i).CopyTo(actual.Input<byte>(i));
        }

        expected.Invoke();
        actual.Invoke();
        for (int i = 0; i < expected.Outputs.Count; i++) CollectionAssert.AreEqual(expected.Output<byte>(i).ToArray(), actual.Output<byte>(i).ToArray(), $"{seed}: {graph.Operators()}");
        scaled++;
    }

    /// <summary>Whether an operator between two layers leaves any channels with factors.</summary>
    private static void RequireScales(bool isPassed, Operator @operator, params Tensor[] constants)
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Add(@operator, [Convolution(builder, builder.Input(1, 6, 6, 3), 6), .. constants]);
        Graph graph = builder.Build(Convolution(builder, x, 2));

        Assert.AreEqual(isPassed, !RandomScales(graph, 1).IsEmpty, $"{@operator}");
    }

    private static Tensor Convolution(GraphBuilder builder, Tensor x, int channels) =>
        builder.Add(new Conv2D(Window.Unit, ActivationRange.None), x, GraphBuilder.Random(channels, channels, 1, 1, x.Shape[3]), GraphBuilder.Random(channels + 1, channels));
}
