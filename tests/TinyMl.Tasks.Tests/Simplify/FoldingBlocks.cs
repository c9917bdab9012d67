using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Tests.Graphs;
using TinyMl.Tasks.Tests.Lower;

namespace TinyMl.Tasks.Tests.Simplify;

/// <summary>Dilated convolutions as TensorFlow exports them: between a space-to-batch and its inverse.</summary>
[TestClass]
public sealed class FoldingBlocks
{
    private static readonly ActivationRange None = ActivationRange.None;

    [TestMethod]
    public void AConvolutionBetweenBlocksIsDilated()
    {
        Graph graph = Image(new SpaceToBatch(2, 3, 2, 3, 3, 4), new BatchToSpace(2, 3, 0, 1, 1, 2), new Conv2D(Window.Unit, ActivationRange.Relu), 4, 3, 2, 3);

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual("Conv2D", simplified.Operators());
        Assert.AreEqual(new Conv2D(new Window(1, 1, 2, 3, 2, 2, 2, 2), ActivationRange.Relu), simplified.Nodes[0].Operator);
    }

    [TestMethod]
    public void ADepthwiseConvolutionBetweenBlocksIsDilated()
    {
        Graph graph = Image(new SpaceToBatch(2, 2, 2, 2, 3, 2), new BatchToSpace(2, 2, 0, 0, 1, 0), new DepthwiseConv2D(Window.Unit, None), 1, 3, 3, 6);

        Assert.AreEqual("DepthwiseConv2D", graph.SimplifiedEquivalently().Operators());
    }

    [TestMethod]
    public void AConvolutionOfARowBetweenBlocksIsDilated()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Add(new Reshape(new Shape(1, 7, 1, 3)), builder.Input(1, 7, 3));
        Tensor y = builder.Add(new SpaceToBatch(2, 1, 4, 0, 1, 0), x);
        y = builder.Add(new Reshape(new Shape(2, 1, 6, 3)), builder.Add(new Reshape(new Shape(2, 6, 3)), y));
        y = builder.Add(new Conv2D(Window.Unit, None), y, GraphBuilder.Random(1, 4, 1, 3, 3), GraphBuilder.Random(2, 4));
        y = builder.Add(new Reshape(new Shape(2, 4, 1, 4)), builder.Add(new Reshape(new Shape(2, 4, 4)), y));
        y = builder.Add(new BatchToSpace(2, 1, 0, 0, 1, 0), y);

        Graph simplified = builder.Build(builder.Add(new Reshape(new Shape(1, 7, 4)), y)).SimplifiedEquivalently();

        Assert.AreEqual("Reshape Conv2D Reshape", simplified.Operators());
        Assert.AreEqual(new Window(1, 1, 1, 2, 0, 4, 0, 0), ((Conv2D)simplified.Nodes[1].Operator).Window);
    }

    [TestMethod]
    public void WhatIsNoDilationStays()
    {
        var plain = new Conv2D(Window.Unit, None);
        var space = new SpaceToBatch(2, 2, 2, 2, 3, 2);
        (SpaceToBatch Space, BatchToSpace Crop, Conv2D Layer)[] cases =
        [
            (space, new BatchToSpace(4, 1, 0, 0, 1, 0), plain),
            (space, new BatchToSpace(2, 2, 3, 0, 1, 0), plain),
            (space, new BatchToSpace(2, 2, 0, 0, 1, 0), new Conv2D(new Window(2, 1, 1, 1, 0, 0, 0, 0), None)),
            (space, new BatchToSpace(2, 2, 0, 0, 1, 0), new Conv2D(new Window(1, 1, 1, 1, 1, 0, 0, 0), None)),
        ];
        foreach ((SpaceToBatch blocks, BatchToSpace crop, Conv2D layer) in cases)
        {
            Assert.AreEqual("SpaceToBatch Conv2D BatchToSpace", Image(blocks, crop, layer, 4, 3, 3, 3).SimplifiedEquivalently().Operators());
        }
    }

    [TestMethod]
    public void BlocksThatAreReadTwiceStay()
    {
        var builder = new GraphBuilder();
        Tensor blocks = builder.Add(new SpaceToBatch(2, 2, 0, 0, 0, 0), builder.Input(1, 6, 6, 3));
        Tensor y = builder.Add(new BatchToSpace(2, 2, 0, 0, 0, 0), builder.Add(new Conv2D(Window.Unit, None), blocks, GraphBuilder.Random(1, 3, 2, 2, 3)));

        Assert.AreEqual("SpaceToBatch Conv2D BatchToSpace", builder.Build(y, blocks).SimplifiedEquivalently().Operators());
    }

    [TestMethod]
    public void IntegersKeepEveryBit()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Input(ElementType.Int8, new QuantizationParameters(0.05f, -7), 1, 7, 8, 3);
        sbyte[] values = [.. Enumerable.Range(0, 4 * 3 * 3 * 3).Select(i => (sbyte)((i * 37 % 255) - 127))];
        Tensor weights = Tensor.Constant<sbyte>("w", ElementType.Int8, new Shape(4, 3, 3, 3), values, new QuantizationParameters([0.01f, 0.02f, 0.03f, 0.04f], [0, 0, 0, 0]));
        y = builder.Add(new SpaceToBatch(2, 2, 2, 2, 3, 2), y);
        y = builder.AddAs(ElementType.Int8, new QuantizationParameters(0.5f, 3), new Conv2D(Window.Unit, None), y, weights);
        Graph graph = builder.Build(builder.Add(new BatchToSpace(2, 2, 0, 0, 1, 0), y)), simplified = graph.Simplified();

        Assert.AreEqual("Conv2D", simplified.Operators());
        byte[][] outputs = [.. new[] { graph, simplified }.Select(Run)];
        CollectionAssert.AreEqual(outputs[0], outputs[1]);

        static byte[] Run(Graph graph)
        {
            TinyModel model = PackedGraph.Load(graph);
            new Random(1).NextBytes(model.Input<byte>());
            model.Invoke();
            return model.Output<byte>().ToArray();
        }
    }

    private static Graph Image(SpaceToBatch blocks, BatchToSpace crop, Operator layer, params int[] weights)
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(blocks, builder.Input(1, 7, 8, 3));
        y = builder.Add(layer, y, GraphBuilder.Random(1, weights), GraphBuilder.Random(2, layer is DepthwiseConv2D ? weights[3] : weights[0]));
        return builder.Build(builder.Add(crop, y));
    }
}
