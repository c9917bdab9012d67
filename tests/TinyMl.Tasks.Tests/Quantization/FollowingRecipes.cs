using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Quantization;
using TinyMl.Tasks.Recipes;
using TinyMl.Tasks.Tests.Data;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Quantization;

/// <summary>A small convolutional network, calibrated with seeded random samples.</summary>
[TestClass]
public sealed class FollowingRecipes
{
    private const int Samples = 20;

    private readonly Graph _graph = Build();

    [TestMethod]
    [DataRow(nameof(QuantizationMode.Int8))]
    [DataRow(nameof(QuantizationMode.Int4))]
    [DataRow(nameof(QuantizationMode.Int16x8))]
    public void TheRecipeThatWasTakenGivesTheSameBytes(string mode)
    {
        QuantizedGraph first = Quantize(mode, new Recipe([new LayerRecipe(_graph.Nodes[3].Name, Sparsity: 0.3)], []));

        Recipe read = RecipeReader.Read("r", RecipeWriter.Write(first.Taken!), _graph);
        QuantizedGraph second = Quantize(mode, read);

        CollectionAssert.AreEqual(Bytes(first), Bytes(second));
        CollectionAssert.AreEqual(RecipeWriter.Write(first.Taken!), RecipeWriter.Write(second.Taken!));
    }

    [TestMethod]
    public void FourBitsAreLevelsFromMinusSevenToSeven()
    {
        QuantizedGraph quantized = Quantize("Int4");

        Assert.IsTrue(quantized.Taken!.Layers.Any(layer => layer.Bits == 4));
        foreach (LayerRecipe layer in quantized.Taken.Layers) Assert.IsLessThanOrEqualTo(layer.Bits == 4 ? 7 : 127, Levels(quantized, layer.Name).Max(level => Math.Abs((int)level)), layer.Name);
        Assert.AreEqual(8, quantized.Taken.Layer(_graph.Nodes[1].Name).Bits);
    }

    [TestMethod]
    public void WithoutDataTheSameLayersHaveFourBits()
    {
        Graph made = Quantizer.WithoutData(_graph, "m", QuantizationMode.Int4);

        Assert.IsLessThanOrEqualTo(7, made.Nodes[2].Inputs[1].Values<sbyte>().ToArray().Max(level => Math.Abs((int)level)));
        Assert.AreEqual(127, made.Nodes[1].Inputs[1].Values<sbyte>().ToArray().Max(level => Math.Abs((int)level)));
    }

    [TestMethod]
    public void WhatIsGivenIsDone()
    {
        string name = _graph.Nodes[2].Name;
        var wanted = new Recipe([new LayerRecipe(name, Bits: 3, Clusters: 5, Rounding.Clipped, BiasCorrection: false)], [new ActivationRecipe(_graph.Inputs[0].Name, "given", -2, 2)]);

        QuantizedGraph quantized = Quantize("Int8", wanted);

        sbyte[] levels = Levels(quantized, name);
        Assert.IsLessThanOrEqualTo(3, levels.Max(level => Math.Abs((int)level)));
        Assert.IsLessThanOrEqualTo(5, levels.Distinct().Count());
        Assert.AreEqual(wanted.Layers[0], quantized.Taken!.Layer(name));
        Assert.AreEqual(4f / 255, quantized.Graph.Inputs[0].Quantization!.Scale, 1e-6f);
        Assert.AreEqual(_graph.Nodes[0].Name, quantized.Taken.Layers[0].Name);
    }

    [TestMethod]
    [DataRow(nameof(Rounding.Nearest), 8)]
    [DataRow(nameof(Rounding.Clipped), 4)]
    [DataRow(nameof(Rounding.Reconstructed), 8)]
    public void ALayerLosesTheShareThatIsGiven(string rounding, int bits)
    {
        string name = _graph.Nodes[3].Name;
        var layer = new LayerRecipe(name, bits, Rounding: Enum.Parse<Rounding>(rounding), Sparsity: 0.5);

        QuantizedGraph quantized = Quantize("Int8", new Recipe([layer], [])), whole = Quantize("Int8", new Recipe([layer with { Sparsity = null }], []));

        sbyte[] levels = Levels(quantized, name);
        Assert.IsGreaterThanOrEqualTo(levels.Length / 2, levels.Count((sbyte)0));
        Assert.IsLessThan(levels.Length / 2, Levels(whole, name).Count((sbyte)0));
        Assert.AreEqual(0.5, quantized.Taken!.Layer(name).Sparsity);
        Assert.IsNull(quantized.Taken.Layers[0].Sparsity);
    }

    [TestMethod]
    public void WhatIsLeftOfALayerMakesUpForWhatItLoses()
    {
        Node layer = _graph.Nodes[3];
        var model = new CalibratedModel(_graph, ElementType.Int8, Calibration(), new Recipe([new LayerRecipe(layer.Name, Sparsity: 0.5)], []), CancellationToken.None);
        QuantizedGraph compensated = model.Quantize(Recipe.Empty, CancellationToken.None);

        // The same weights 0, all others as they were.
        Node quantized = compensated.Graph.Nodes.Single(node => node.Name == layer.Name);
        sbyte[] levels = quantized.Inputs[1].Values<sbyte>().ToArray();
        float[] scales = [.. quantized.Inputs[1].Quantization!.Scales];
        int filter = levels.Length / scales.Length;
        sbyte[] rounded = [.. layer.Inputs[1].Values<float>().ToArray().Select((weight, i) => levels[i] == 0 ? (sbyte)0 : (sbyte)Math.Clamp(MathF.Round(weight / scales[i / filter]), -127, 127))];
        var weights = Tensor.Constant<sbyte>("weights", ElementType.Int8, layer.Inputs[1].Shape, rounded, quantized.Inputs[1].Quantization);
        QuantizedGraph uncompensated = compensated with { Graph = compensated.Graph.Substitute(new Dictionary<Tensor, Tensor> { [quantized.Inputs[1]] = weights }) };

        Assert.IsLessThan(0.5, model.Noise(compensated, CancellationToken.None) / model.Noise(uncompensated, CancellationToken.None));
    }

    [TestMethod]
    public void PartsOnTopOfEightBitsAreFinalWhereNothingElseIsAskedFor()
    {
        var model = new CalibratedModel(_graph, ElementType.Int8, Calibration(), Recipe.Empty, CancellationToken.None);
        Recipe nearest = new([.. model.Layers.Select(layer => new LayerRecipe(layer.Node.Name, 8, 0, Rounding.Nearest, true))], []);

        byte[] tried = Bytes(model.Try(nearest, CancellationToken.None)), final = Bytes(model.Quantize(nearest, CancellationToken.None));

        CollectionAssert.AreEqual(final, tried);
        Assert.IsGreaterThan(model.Noise(model.Try(nearest, CancellationToken.None), CancellationToken.None), model.Noise(model.Try(Four(nearest), CancellationToken.None), CancellationToken.None));
    }

    private static Recipe Four(Recipe recipe) => recipe with { Layers = [.. recipe.Layers.Select(layer => layer with { Bits = 4 })] };

    private static sbyte[] Levels(QuantizedGraph quantized, string layer) => quantized.Graph.Nodes.Single(node => node.Name == layer).Inputs[1].Values<sbyte>().ToArray();

    private static byte[] Bytes(QuantizedGraph quantized) => PackedProgram.Of(quantized.Graph).File.Bytes;

    private QuantizedGraph Quantize(string mode, Recipe? wanted = null) =>
        Quantizer.Quantize(_graph, "m", Enum.Parse<QuantizationMode>(mode), Calibration(), CancellationToken.None, wanted);

    private SampleSet Calibration()
    {
        var random = new Random(11);
        float[] values = [.. Enumerable.Range(0, Samples * 6 * 5 * 2).Select(_ => (2 * random.NextSingle()) - 1)];
        return DataFolder.Samples(_graph.Inputs, [Samples, 6, 5, 2], values);
    }

    private static Graph Build()
    {
        var graph = new GraphBuilder();
        Tensor x = graph.Input(1, 6, 5, 2);
        Tensor first = graph.Add(new Conv2D(new Window(1, 1, 1, 1, 1, 1, 1, 1), ActivationRange.Relu), x, GraphBuilder.Random(1, 4, 3, 3, 2), GraphBuilder.Random(2, 4));
        Tensor depthwise = graph.Add(new DepthwiseConv2D(new Window(1, 1, 1, 1, 1, 1, 1, 1), ActivationRange.Relu), first, GraphBuilder.Random(3, 1, 3, 3, 4), GraphBuilder.Random(4, 4));
        Tensor pointwise = graph.Add(new Conv2D(Window.Unit, ActivationRange.Relu), depthwise, GraphBuilder.Random(5, 96, 1, 1, 4), GraphBuilder.Random(6, 96));
        Tensor narrow = graph.Add(new Conv2D(Window.Unit, ActivationRange.Relu), pointwise, GraphBuilder.Random(9, 8, 1, 1, 96), GraphBuilder.Random(10, 8));
        Tensor mean = graph.Add(new Mean([1, 2], KeepDimensions: false), narrow);
        return graph.Build(graph.Add(new FullyConnected(ActivationRange.None), mean, GraphBuilder.Random(7, 5, 8), GraphBuilder.Random(8, 5)));
    }
}
