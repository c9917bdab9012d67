using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Pack;
using TinyMl.Tasks.Plan;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Pack;

/// <summary>Every kernel that reads encoded weights, against itself with weights as they are.</summary>
[TestClass]
public sealed class RunningEncodedWeights
{
    [TestMethod]
    [DataRow(ElementType.Int8)]
    [DataRow(ElementType.Int16)]
    public void GivesTheSameBits(ElementType type)
    {
        for (int seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            Graph graph = Layer(random, type);
            LoweredGraph raw = GraphLowering.Lower(graph);
            byte[] expected = Run(raw, seed);
            foreach (EncodedWeights encoded in RandomWeights.Encodings(raw.Operators[0].Inputs[1].Tensor.Values<sbyte>().ToArray()))
            {
                byte[] actual = Run(raw with { Operators = [WeightPacking.WithWeights(raw.Operators[0], encoded)] }, seed);

                CollectionAssert.AreEqual(expected, actual, $"{raw.Operators[0].Code}, {encoded.Encoding} of {encoded.Bits} bits, seed {seed}");
            }
        }
    }

    private static byte[] Run(LoweredGraph graph, int seed)
    {
        TinyModel model = TinyModel.Load(ModelPacker.Pack(graph, MemoryPlanner.Plan(graph)).Bytes);
        new Random(seed).NextBytes(model.Input<byte>());
        model.Invoke();
        byte[] first = model.Output<byte>().ToArray();

        // Nothing that a run leaves in the arena matters to the next one.
        new Random(seed).NextBytes(model.Input<byte>());
        model.Invoke();
        CollectionAssert.AreEqual(first, model.Output<byte>().ToArray());
        return first;
    }

    private static Graph Layer(Random random, ElementType type)
    {
        bool isWide = type == ElementType.Int16;
        int batches = random.Next(1, 3), height = random.Next(3, 7), width = random.Next(3, 7), filter = random.Next(1, 4), groups = random.Next(1, 3), outputs = groups * random.Next(1, 6);
        int inputs = random.Next(1, 40) * groups, multiplier = random.Next(1, 3);
        var window = new Window(random.Next(1, 3), random.Next(1, 3), 1, 1, random.Next(2), random.Next(2), random.Next(2), random.Next(2));
        var builder = new GraphBuilder();
        var scale = new QuantizationParameters(1f / 32, isWide ? 0 : random.Next(-20, 20));
        (Operator layer, int[] x, int[] weights, int axis) = random.Next(4) switch
        {
            0 => ((Operator)new Conv2D(window, ActivationRange.None), (int[])[batches, height, width, inputs], (int[])[outputs, filter, filter, inputs / groups], 0),
            1 => (new DepthwiseConv2D(window, ActivationRange.None), [batches, height, width, inputs], [1, filter, filter, inputs * multiplier], 3),
            2 => (new FullyConnected(ActivationRange.None), [batches, inputs], [outputs, inputs], 0),
            _ => (new TransposeConv2D(window, (height - 1) * window.StrideHeight + filter - window.Top - window.Bottom, (width - 1) * window.StrideWidth + filter - window.Left - window.Right, ActivationRange.None),
                [batches, height, width, inputs], [outputs, filter, filter, inputs / groups], 0),
        };
        var shape = new Shape(weights);
        int channels = weights[axis];
        float[] scales = [.. Enumerable.Range(0, channels).Select(_ => (float)(random.NextDouble() + 0.01) / 64)];
        Tensor constant = Tensor.Constant<sbyte>("weights", ElementType.Int8, shape, RandomWeights.Draw(random, (int)shape.ElementCount), new QuantizationParameters([.. scales], [.. new int[channels]], axis));
        IEnumerable<long> bias = Enumerable.Range(0, channels).Select(_ => (long)random.Next(-5000, 5000));
        Tensor biasTensor = isWide
            ? Tensor.Constant<long>("bias", ElementType.Int64, new Shape(channels), [.. bias])
            : Tensor.Constant<int>("bias", ElementType.Int32, new Shape(channels), [.. bias.Select(value => (int)value)]);
        return builder.Build(builder.AddAs(type, scale, layer, builder.Input(type, scale, x), constant, biasTensor));
    }
}
