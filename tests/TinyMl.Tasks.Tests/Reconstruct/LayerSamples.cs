using System;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Reconstruct;
using TinyMl.Tasks.Tests.Data;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Reconstruct;

/// <summary>Layers of every kind, and seeded inputs for them whose elements go along with each other.</summary>
internal static class LayerSamples
{
    /// <summary>A layer of each kind, with padding, strides, dilations, groups and multipliers.</summary>
    public static ImmutableArray<Node> All { get; } =
    [
        Layer(new Conv2D(new Window(2, 1, 1, 2, 1, 2, 0, 1), ActivationRange.None), [1, 7, 6, 3], [5, 3, 2, 3]),
        Layer(new Conv2D(Window.Unit, ActivationRange.None), [1, 4, 5, 6], [4, 2, 2, 3]),
        Layer(new Conv2D(Window.Unit, ActivationRange.None), [2, 3, 3, 4], [6, 1, 1, 4]),
        Layer(new DepthwiseConv2D(new Window(1, 2, 1, 1, 1, 1, 1, 1), ActivationRange.None), [1, 6, 5, 3], [1, 3, 3, 6]),
        Layer(new TransposeConv2D(new Window(2, 3, 1, 1, 1, 0, 0, 1), 8, 9, ActivationRange.None), [1, 4, 3, 4], [6, 3, 2, 2]),
        Layer(new FullyConnected(ActivationRange.None), [2, 2, 4], [3, 8]),
    ];

    /// <summary>A layer without a bias on an activation.</summary>
    public static Node Layer(Operator @operator, int[] input, int[] weights, int seed = 1)
    {
        var builder = new GraphBuilder();
        return builder.Build(builder.Add(@operator, builder.Input(input), GraphBuilder.Random(seed, weights))).Nodes[0];
    }

    /// <summary>A fully connected layer with the given weights.</summary>
    public static Node FullyConnected(int[] shape, params float[] weights)
    {
        var builder = new GraphBuilder();
        return builder.Build(builder.Add(new FullyConnected(ActivationRange.None), builder.Input(1, shape[1]), GraphBuilder.Constant(shape, weights))).Nodes[0];
    }

    /// <summary>Samples whose elements are a few common causes, a little noise, and a mean.</summary>
    public static float[][] Inputs(Node layer, int count, int seed)
    {
        var random = new Random(seed);
        int length = (int)layer.Input.Shape.ElementCount, causes = Math.Min(1 + (length / 3), 20);
        double[] mixture = [.. Enumerable.Range(0, causes * length).Select(_ => (2 * random.NextDouble()) - 1)];
        return [.. Enumerable.Range(0, count).Select(_ => Sample())];

        float[] Sample()
        {
            double[] sources = [.. Enumerable.Range(0, causes).Select(_ => random.NextDouble())];
            return [.. Enumerable.Range(0, length).Select(i => (float)(sources.Select((source, cause) => source * mixture[(cause * length) + i]).Sum() + (0.1 * random.NextDouble())))];
        }
    }

    /// <summary>Samples of the kind for a graph that begins with a layer.</summary>
    public static SampleSet Samples(Graph graph, int seed)
    {
        const int Count = 24;
        return DataFolder.Samples(graph.Inputs, [Count, .. graph.Inputs[0].Shape.Skip(1)], [.. Inputs(graph.Nodes[0], Count, seed).SelectMany(input => input)]);
    }

    /// <summary>Writes what the filters of a group see at a position.</summary>
    public static void See(this ReceptiveField field, float[] input, int position, int group, double[] seen)
    {
        int[] pixels = new int[field.Taps];
        field.Locate(position, pixels);
        field.Gather(input, pixels, group, seen);
    }

    /// <summary>The moments of samples, beside those of a reference network where there are any.</summary>
    public static SecondMoments Moments(Node layer, float[][] inputs, float[][]? references = null)
    {
        var moments = new SecondMoments(WeightedLayer.Of(layer)!.Value, inputs.Length, references is not null);
        moments.Add(inputs, references);
        return moments;
    }

    /// <summary>What other weights change of a layer's outputs by, as its reconstruction sees it.</summary>
    public static double Error(WeightedLayer layer, SecondMoments moments, float[] weights)
    {
        ReadOnlySpan<float> before = layer.Weights.Values<float>();
        double error = 0;
        for (int i = 0; i < moments.Parts.Length; i++)
        {
            FilterPart part = moments.Parts[i];
            DampedMoments damped = DampedMoments.Of(moments[i].Covariance(), part.Length, moments[i].Count);
            double[] filter = new double[part.Length], changed = new double[part.Length];
            for (int channel = part.FirstChannel; channel < part.FirstChannel + part.Channels; channel++)
            {
                for (int element = 0; element < part.Length; element++)
                {
                    int index = moments.Field.WeightIndex(channel, element);
                    (filter[element], changed[element]) = (before[index], weights[index]);
                }

                error += damped.Error(filter, changed);
            }
        }

        return error;
    }
}
