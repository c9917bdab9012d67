using System;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Calibrate;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Quantization;
using TinyMl.Tasks.Recipes;
using TinyMl.Tasks.Tests.Data;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Quantization;

/// <summary>A network like MobileNet, and the same with channels that are far apart: both compute the same.</summary>
[TestClass]
public sealed class EqualizingNetworks
{
    private const int Count = 64;
    private static readonly Graph s_balanced = Build();
    private static readonly Graph s_unbalanced = ScalingChannels.RandomScales(s_balanced, 3).Apply(s_balanced);
    private static readonly Recipe s_never = Recipe.Empty with { Equalization = false };
    private static readonly Recipe s_always = Recipe.Empty with { Equalization = true };

    [TestMethod]
    [DataRow(nameof(QuantizationMode.Int8))]
    [DataRow(nameof(QuantizationMode.Int4))]
    public void WhatUnbalancedChannelsCostIsWonBack(string mode)
    {
        double balanced = Decibels(Quantize(s_balanced, mode, s_never)), unbalanced = Decibels(Quantize(s_unbalanced, mode, s_never));
        QuantizedGraph equalized = Quantize(s_unbalanced, mode, Recipe.Empty);

        Assert.IsGreaterThan(unbalanced + 6, balanced);
        Assert.IsGreaterThan(balanced - 2, Decibels(equalized));
        Assert.IsTrue(equalized.Taken!.Equalization);
    }

    [TestMethod]
    public void BalancedChannelsStayAsTheyAre()
    {
        QuantizedGraph undecided = Quantize(s_balanced, "Int8", Recipe.Empty);

        Assert.IsFalse(undecided.Taken!.Equalization);
        Assert.IsTrue(undecided.Scales.IsEmpty);
        CollectionAssert.AreEqual(Bytes(Quantize(s_balanced, "Int8", s_never)), Bytes(undecided));
    }

    [TestMethod]
    public void EqualizedChannelsAreBalanced()
    {
        Graph unbalanced = ScalingChannels.RandomScales(s_balanced, 3, largest: 2).Apply(s_balanced);

        ChannelScales scales = Scales(unbalanced);

        Assert.IsFalse(scales.IsEmpty);
        Assert.IsTrue(Scales(scales.Apply(unbalanced)).IsEmpty);
    }

    [TestMethod]
    [DataRow(nameof(QuantizationMode.Int8))]
    [DataRow(nameof(QuantizationMode.Int4))]
    public void TheRecipeThatWasTakenGivesTheSameBytes(string mode)
    {
        QuantizedGraph first = Quantize(s_unbalanced, mode, Recipe.Empty);

        Recipe read = RecipeReader.Read("r", RecipeWriter.Write(first.Taken!), s_unbalanced);

        Assert.IsTrue(read.Equalization);
        CollectionAssert.AreEqual(Bytes(first), Bytes(Quantize(s_unbalanced, mode, read)));
        CollectionAssert.AreEqual(Bytes(Quantize(s_unbalanced, mode, s_always)), Bytes(first));
    }

    [TestMethod]
    public void RangesThatAreGivenAreThoseOfTheGraphAsItIs()
    {
        var given = new Recipe([], [new ActivationRecipe(s_unbalanced.Nodes[0].Output.Name, "given", 0, 1)]);

        Assert.IsTrue(Quantize(s_unbalanced, "Int8", given).Scales.IsEmpty);
        Assert.IsFalse(Quantize(s_unbalanced, "Int8", given with { Equalization = true }).Scales.IsEmpty);
    }

    [TestMethod]
    public void TheReportComparesLayersWithTheNetworkAsItIsScaled()
    {
        var options = new CompileOptions { Quantization = QuantizationMode.Int8 };

        CompiledModel compiled = ModelCompiler.Compile(new StagedGraph(s_unbalanced, [], []), new SourceReport("m", ""), options, Samples(0), null, CompileProgress.None, CancellationToken.None);

        Assert.IsTrue(compiled.Recipe.Equalization);
        Assert.IsGreaterThan(20, compiled.Report.Accuracy!.SqnrDb!.Value);
        foreach (LayerReport layer in compiled.Report.Layers)
        {
            Assert.IsGreaterThan(20, layer.SqnrDb!.Value, layer.Name);
            if (layer.Bits > 0) Assert.IsGreaterThan(20, layer.WeightSqnrDb!.Value, layer.Name);
        }
    }

    private static ChannelScales Scales(Graph graph) =>
        Equalization.Of(graph, ElementType.Int8, _ => 8, Checkpoint.AtStart(graph, Samples(0), [.. Enumerable.Range(0, Count)]), CancellationToken.None);

    private static QuantizedGraph Quantize(Graph graph, string mode, Recipe wanted) =>
        Quantizer.Quantize(graph, "m", Enum.Parse<QuantizationMode>(mode), Samples(0), CancellationToken.None, wanted);

    private static byte[] Bytes(QuantizedGraph quantized) => PackedProgram.Of(quantized.Graph).File.Bytes;

    /// <summary>Signal to noise on other samples than those of the calibration.</summary>
    private static double Decibels(QuantizedGraph form)
    {
        var noise = new OutputNoise(s_balanced, Samples(1), [.. Enumerable.Range(0, Count)], CancellationToken.None);
        return 10 * Math.Log10(noise.Signal / noise.Of(form.Graph, form.Activations, CancellationToken.None).Sum());
    }

    private static SampleSet Samples(int seed)
    {
        var random = new Random(seed);
        return DataFolder.Samples(s_balanced.Inputs, [Count, 8, 8, 2], [.. Enumerable.Range(0, Count * 8 * 8 * 2).Select(_ => (2 * random.NextSingle()) - 1)]);
    }

    private static Graph Build()
    {
        var padded = new Window(1, 1, 1, 1, 1, 1, 1, 1);
        var graph = new GraphBuilder();
        Tensor x = graph.Add(new Conv2D(padded, ActivationRange.Relu), graph.Input(1, 8, 8, 2), GraphBuilder.Random(1, 12, 3, 3, 2), GraphBuilder.Random(2, 12));
        for (int block = 0; block < 3; block++)
        {
            x = graph.Add(new DepthwiseConv2D(padded, ActivationRange.Relu), x, GraphBuilder.Random(10 + block, 1, 3, 3, x.Shape[3]), GraphBuilder.Random(20 + block, x.Shape[3]));
            x = graph.Add(new Conv2D(Window.Unit, ActivationRange.Relu), x, GraphBuilder.Random(30 + block, 24, 1, 1, x.Shape[3]), GraphBuilder.Random(40 + block, 24));
        }

        return graph.Build(graph.Add(new FullyConnected(ActivationRange.None), graph.Add(new Mean([1, 2], KeepDimensions: false), x), GraphBuilder.Random(3, 5, 24), GraphBuilder.Random(4, 5)));
    }
}
