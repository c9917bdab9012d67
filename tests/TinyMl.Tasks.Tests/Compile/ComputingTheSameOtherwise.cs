using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Import;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Pack;
using TinyMl.Tasks.Plan;
using TinyMl.Tasks.Quantization;
using TinyMl.Tasks.Tests.Data;
using TinyMl.Tasks.Tests.Graphs;
using TinyMl.Tasks.Tests.Import.Onnx;
using TinyMl.Tasks.Tests.Pack;
using TinyMl.Tasks.Tests.Simplify;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.Compile;

/// <summary>What may not matter to a model's outputs does not: not one bit.</summary>
[TestClass]
public sealed class ComputingTheSameOtherwise
{
    [TestMethod]
    public void WhereItsTensorsLieAndWhatLayThereBefore() => Gen.Int[0, int.MaxValue].Sample(
        seed =>
        {
            var random = new Random(seed);
            RequireOnePlanIsAsGoodAsAnother(random.Next(2) == 0 ? RandomGraphs.Float(random) : RandomGraphs.Integer(random), seed);
        },
        iter: 300);

    [TestMethod]
    public void WhereTheTensorsOfEveryOperatorLie()
    {
        foreach (Graph graph in new[] { PackedSamples.Tiny(), PackedSamples.Float(), PackedSamples.Int8(), Int16Samples.All(), RecurrentSamples.All(), ClassicalSamples.All() }) RequireOnePlanIsAsGoodAsAnother(graph, 1);
    }

    [TestMethod]
    public void WhereTheTensorsOfSharedModelsLie()
    {
        foreach (string path in Directory.EnumerateFiles(SharedFiles.Find("models")).Order(StringComparer.Ordinal))
        {
            RequireOnePlanIsAsGoodAsAnother(ModelImporter.Import(path, "Model", CancellationToken.None).Graph.Simplified(), 1);
        }
    }

    // Statistics whose factors are powers of two, so that folding is exact in floats, whoever does it.
    [TestMethod]
    public void WhoFoldsItsBatchNormalization()
    {
        float[] scale = [1, 0.5f, 2, -1], bias = [0.25f, -1, 0, 0.5f], mean = [0.5f, 0, -0.25f, 1], variance = [1, 0.25f, 4, 1];
        float[] weights = [.. Enumerable.Range(0, 4 * 3 * 9).Select(i => ((i * 37 % 64) - 32) / 64f)];
        float[] biases = [0.5f, -0.25f, 0, 1];
        double[] factors = [.. scale.Select((value, channel) => value / Math.Sqrt(variance[channel]))];

        var apart = new OnnxModelBuilder();
        string convolved = apart.Node("Conv", [apart.Input(1, 3, 8, 8), apart.Floats([4, 3, 3, 3], weights), apart.Floats([4], biases)], Attribute("pads", [1, 1, 1, 1]));
        string[] statistics = [.. new[] { scale, bias, mean, variance }.Select(values => apart.Floats([4], values))];
        string normalized = apart.Node("BatchNormalization", [convolved, .. statistics], Attribute("epsilon", 0f));
        apart.Output(apart.Node("Relu", [normalized]));

        var folded = new OnnxModelBuilder();
        float[] foldedWeights = [.. weights.Select((value, i) => (float)(value * factors[i / 27]))];
        float[] foldedBiases = [.. biases.Select((value, channel) => (float)(((value - mean[channel]) * factors[channel]) + bias[channel]))];
        convolved = folded.Node("Conv", [folded.Input(1, 3, 8, 8), folded.Floats([4, 3, 3, 3], foldedWeights), folded.Floats([4], foldedBiases)], Attribute("pads", [1, 1, 1, 1]));
        folded.Output(folded.Node("Relu", [convolved]));

        RequireSameOutputs(apart, folded, ImmutableArray.Create(0, 1, 2, 3));
    }

    [TestMethod]
    public void WhetherItsChannelsComeFirstOrLast()
    {
        var first = new OnnxModelBuilder();
        first.Output(Network(first, first.Input(1, 3, 9, 7)));

        var last = new OnnxModelBuilder();
        string turned = last.Node("Transpose", [last.Input(1, 9, 7, 3)], Attribute("perm", [0, 3, 1, 2]));
        last.Output(Network(last, turned));

        RequireSameOutputs(first, last, [0, 2, 3, 1]);

        static string Network(OnnxModelBuilder model, string x)
        {
            string convolved = model.Node("Conv", [x, model.Random(1, 6, 3, 3, 3), model.Random(2, 6)], Attribute("pads", [1, 1, 1, 1]));
            string pooled = model.Node("MaxPool", [model.Node("Relu", [convolved])], Attribute("kernel_shape", [2, 2]), Attribute("strides", [2, 1]));
            string deep = model.Node("Conv", [pooled, model.Random(3, 6, 1, 3, 3)], Attribute("group", 6));
            string flat = model.Node("Flatten", [model.Node("GlobalAveragePool", [deep])]);
            return model.Node("Gemm", [flat, model.Random(4, 6, 5)]);
        }
    }

    /// <summary>Compares models as floats and as int8, the input of the second permuted.</summary>
    private static void RequireSameOutputs(OnnxModelBuilder left, OnnxModelBuilder right, ImmutableArray<int> permutation)
    {
        Graph[] graphs = [.. new[] { left, right }.Select(model => OnnxRuntimeOracle.Import(model.Write()).Simplified())];
        Shape shape = graphs[0].Inputs[0].Shape;
        float[][] samples = [.. Enumerable.Range(1, 8).Select(seed => GraphBuilder.Random(seed, [.. shape]).Values<float>().ToArray())];
        float[][] turned = [.. samples.Select(sample => Permutation.Apply(TinyMl.Tasks.Graphs.Tensor.Constant("x", shape, sample), permutation).Values<float>().ToArray())];

        TinyModel[][] models = [.. graphs.Select((graph, i) => Models(graph, i == 0 ? samples : turned))];
        for (int form = 0; form < models[0].Length; form++)
        {
            for (int sample = 0; sample < samples.Length; sample++)
            {
                float[] expected = Run(models[0][form], samples[sample]), actual = Run(models[1][form], turned[sample]);
                CollectionAssert.AreEqual(expected, actual, $"form {form}, sample {sample}");
            }
        }
    }

    private static TinyModel[] Models(Graph graph, float[][] samples)
    {
        SampleSet calibration = DataFolder.Samples(graph.Inputs, [samples.Length, .. graph.Inputs[0].Shape.Skip(1)], [.. samples.SelectMany(sample => sample)]);
        QuantizedGraph quantized = Quantizer.Quantize(graph, "m", QuantizationMode.Int8, calibration, CancellationToken.None);
        return [OnnxRuntimeOracle.Load(graph), OnnxRuntimeOracle.Load(quantized.Graph)];
    }

    private static float[] Run(TinyModel model, float[] input)
    {
        float[] output = new float[model.Outputs[0].Shape.Aggregate(1, (product, dimension) => product * dimension)];
        model.Run(input, output);
        return output;
    }

    /// <summary>Plans with and without reuse, also in another order of operators, over memory of zeros and over poisoned memory.</summary>
    private static void RequireOnePlanIsAsGoodAsAnother(Graph graph, int seed)
    {
        LoweredGraph lowered = GraphLowering.Lower(graph);
        byte[]? expected = null;
        LoweredGraph reordered = OperatorOrder.Improve(lowered) ?? lowered;
        PlannedGraph[] forms = [new(lowered, MemoryPlanner.PlanWithoutReuse(lowered)), new(lowered, MemoryPlanner.Plan(lowered)), new(reordered, MemoryPlanner.Plan(reordered)), GraphPlanner.Plan(lowered, PlanningOptions.Default)];
        foreach ((LoweredGraph form, MemoryPlan plan) in forms)
        {
            foreach (byte poison in new byte[] { 0, 0x80, 0xff })
            {
                byte[] arena = new byte[plan.ArenaBytes + 1];
                Array.Fill(arena, poison);
                TinyModel model = TinyModel.Load(ModelPacker.Pack(form, plan).Bytes, arena.AsMemory(1));
                Feed(graph, model, seed);
                model.Invoke();
                byte[] actual = [.. Enumerable.Range(0, model.Outputs.Count).SelectMany(i => model.Output<byte>(i).ToArray())];
                expected ??= actual;
                CollectionAssert.AreEqual(expected, actual, $"{graph.Name}, memory of {poison}");
            }
        }
    }

    private static void Feed(Graph graph, TinyModel model, int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < graph.Inputs.Length; i++)
        {
            Span<byte> input = model.Input<byte>(i);
            random.NextBytes(input);
            if (graph.Inputs[i].Type != ElementType.Float32) continue;
            for (int element = 0; element < input.Length; element += sizeof(float)) BitConverter.TryWriteBytes(input[element..], (random.NextSingle() * 4) - 2);
        }
    }
}
