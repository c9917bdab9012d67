using System;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Pack;
using TinyMl.Tasks.Plan;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Pack;

/// <summary>A network whose layers store their weights in all encodings.</summary>
internal static class EncodedSamples
{
    private static readonly QuantizationParameters Activation = new(1f / 32, 3);

    /// <summary>The network in kernels.</summary>
    public static LoweredGraph All()
    {
        var builder = new GraphBuilder();
        var padded = new Window(1, 1, 1, 1, 1, 1, 1, 1);
        Tensor y = builder.Input(ElementType.Int8, Activation, 1, 6, 5, 3);
        y = builder.Add(new Conv2D(padded, ActivationRange.None), y, Weights(1, 0, 8, 3, 3, 3));
        y = builder.Add(new DepthwiseConv2D(padded, ActivationRange.None), y, Weights(2, 3, 1, 3, 3, 8));
        y = builder.Add(new Conv2D(Window.Unit, ActivationRange.None), y, Weights(3, 0, 6, 1, 1, 8));
        y = builder.Add(new TransposeConv2D(padded, 6, 5, ActivationRange.None), y, Weights(4, 0, 5, 3, 3, 6));
        y = builder.Add(new FullyConnected(ActivationRange.None), y, Weights(5, 0, 12, 150));
        LoweredGraph graph = GraphLowering.Lower(builder.Build(y));
        return graph with
        {
            Operators = [.. graph.Operators.Select((step, i) => WeightPacking.WithWeights(step, RandomWeights.Encodings(Values(step)).Reverse().DistinctBy(encoded => encoded.Encoding).Reverse().ElementAt(i)))],
        };
    }

    /// <summary>The packed file of the network.</summary>
    public static byte[] Packed()
    {
        LoweredGraph graph = All();
        return ModelPacker.Pack(graph, MemoryPlanner.Plan(graph)).Bytes;
    }

    /// <summary>The weights of an operator.</summary>
    public static sbyte[] Values(LoweredOperator step) => step.Inputs[1].Tensor.Values<sbyte>().ToArray();

    // From -7 to 7, every third one 0.
    private static Tensor Weights(int seed, int axis, params int[] shape)
    {
        var random = new Random(seed);
        var dimensions = new Shape(shape);
        sbyte[] values = [.. Enumerable.Range(0, (int)dimensions.ElementCount).Select(i => i % 3 == 0 ? (sbyte)0 : (sbyte)random.Next(-7, 8))];
        ImmutableArray<float> scales = [.. Enumerable.Range(1, shape[axis]).Select(i => i / 64f)];
        return Tensor.Constant<sbyte>($"weights{seed}", ElementType.Int8, dimensions, values, new QuantizationParameters(scales, [.. scales.Select(_ => 0)], axis));
    }
}
