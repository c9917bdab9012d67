using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Plan.Streams;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Plan.Streams;

/// <summary>Graphs of layers that can run row by row.</summary>
internal static class StreamGraphs
{
    private const int MostLayers = 8;

    /// <summary>A chain with shortcuts, of one of the types that have row operators, with or without a pooling at its end.</summary>
    public static Graph Any(Random random) => Chain(random, random.Next(3) switch { 0 => ElementType.Float32, 1 => ElementType.Int8, _ => ElementType.Int16 }, random.Next(4));

    /// <summary>A chain for every kernel that only streams have.</summary>
    public static IEnumerable<Graph> EveryClosing() =>
        from type in new[] { ElementType.Float32, ElementType.Int8, ElementType.Int16 }
        from closing in new[] { 0, 1 }
        select Chain(new Random(1), type, closing);

    /// <summary>The operators of a graph, parts of it as streams, wherever a stream can be and chance wants it.</summary>
    public static LoweredGraph Streamed(Graph graph, Random random)
    {
        LoweredGraph lowered = GraphLowering.Lower(graph);
        var builder = new StreamBuilder(lowered);
        var operators = new List<LoweredOperator>();
        for (int first = 0; first < lowered.Operators.Length;)
        {
            int end = random.Next(first + 1, lowered.Operators.Length + 1);
            while (end > first + 1 && builder.TryBuild(first, end) is null) end--;
            operators.Add(end > first + 1 ? builder.TryBuild(first, end)! : lowered.Operators[first]);
            first = end;
        }

        return lowered with { Operators = [.. operators] };
    }

    /// <summary>As few streams as there can be.</summary>
    public static LoweredGraph Streamed(Graph graph)
    {
        LoweredGraph lowered = GraphLowering.Lower(graph);
        var builder = new StreamBuilder(lowered);
        var operators = new List<LoweredOperator>();
        for (int first = 0, end; first < lowered.Operators.Length; first = end)
        {
            end = Enumerable.Range(first + 1, lowered.Operators.Length - first).Last(end => end == first + 1 || builder.TryBuild(first, end) is not null);
            operators.Add(end > first + 1 ? builder.TryBuild(first, end)! : lowered.Operators[first]);
        }

        return lowered with { Operators = [.. operators] };
    }

    private static Graph Chain(Random random, ElementType type, int closing)
    {
        var builder = new GraphBuilder();
        QuantizationParameters? quantization = type switch
        {
            ElementType.Int8 => new QuantizationParameters(0.05f, random.Next(-20, 20)),
            ElementType.Int16 => new QuantizationParameters(1f / 1024, 0),
            _ => null,
        };
        var values = new List<Tensor> { builder.Input(type, quantization, 1, random.Next(3, 13), random.Next(2, 6), random.Next(1, 5)) };
        int layers = random.Next(2, MostLayers);
        for (int layer = 0; layer < layers; layer++) values.Add(Layer(builder, values, random));
        Tensor last = values[^1];
        Tensor closed = closing switch
        {
            0 => builder.Add(new Mean([1, 2], KeepDimensions: random.Next(2) == 0), last),
            1 => builder.Add(new AveragePool2D(last.Shape[1], last.Shape[2], Window.Unit, CountPadding: false, ActivationRange.Relu6), last),
            _ => last,
        };

        // Now and then a tensor within the chain is asked for, too.
        Tensor[] outputs = random.Next(3) == 0 ? [closed, values[random.Next(1, values.Count)]] : [closed];
        return builder.Build([.. outputs.Distinct()]);
    }

    private static Tensor Layer(GraphBuilder builder, List<Tensor> values, Random random)
    {
        Tensor x = values[^1];
        int channels = x.Shape[3];
        switch (random.Next(8))
        {
            case 0 or 1:
                int filter = random.Next(1, 4), outputs = random.Next(1, 5);
                Window window = Any(filter, 2);
                return builder.Add(new Conv2D(window, Activation()), x, Weights(random, x.Type, 0, outputs, filter, 1 + random.Next(2), channels), Bias(random, x.Type, outputs));
            case 2 or 3:
                filter = random.Next(1, 4);
                int multiplier = channels < 4 ? random.Next(1, 3) : 1;
                return builder.Add(new DepthwiseConv2D(Any(filter, 2), Activation()), x, Weights(random, x.Type, 3, 1, filter, 1 + random.Next(2), channels * multiplier), Bias(random, x.Type, channels * multiplier));
            case 4:
                (int height, int width, Window pooling) = Pool();
                return builder.Add(new MaxPool2D(height, width, pooling, Activation()), x);
            case 5:
                (height, width, pooling) = Pool();
                return builder.Add(new AveragePool2D(height, width, pooling, CountPadding: random.Next(2) == 0, Activation()), x);
            case 6:
                return builder.Add(new Clamp(ActivationRange.Relu), x);
            default:
                // A shortcut where there is one, else a constant.
                Tensor[] alike = [.. values.Where(value => value.Shape == x.Shape)];
                Tensor other = random.Next(4) == 0 ? Constant(random, x) : alike[random.Next(alike.Length)];
                return random.Next(2) == 0 ? builder.Add(new Add(Activation()), x, other) : builder.Add(new Mul(Activation()), other, x);
        }

        ActivationRange Activation() => random.Next(2) == 0 ? ActivationRange.Relu6 : ActivationRange.None;

        // Paddings may be as large as leave whole windows in them; the output keeps a row at least.
        Window Any(int size, int most)
        {
            int dilation = random.Next(1, 3), top = random.Next(most + 1), bottom = random.Next(most + 1);
            int missing = Math.Max(0, ((size - 1) * dilation) + 1 - x.Shape[1] - top - bottom);
            return new Window(random.Next(1, 4), 1, dilation, 1, top + missing, random.Next(2), bottom, 1);
        }

        (int Height, int Width, Window Window) Pool()
        {
            int height = random.Next(1, Math.Min(3, x.Shape[1]) + 1), width = random.Next(1, Math.Min(2, x.Shape[2]) + 1);
            return (height, width, new Window(random.Next(1, 3), 1, 1, 1, random.Next(height), random.Next(width), random.Next(height), 0));
        }
    }

    private static Tensor Weights(Random random, ElementType type, int axis, params int[] shape)
    {
        if (type == ElementType.Float32) return GraphBuilder.Random(random.Next(), shape);
        var dimensions = new Shape(shape);
        sbyte[] values = [.. Enumerable.Range(0, (int)dimensions.ElementCount).Select(_ => (sbyte)random.Next(-127, 128))];
        float[] scales = [.. Enumerable.Range(1, shape[axis]).Select(i => i / 512f)];
        return Tensor.Constant<sbyte>("weights", ElementType.Int8, dimensions, values, new QuantizationParameters([.. scales], [.. scales.Select(_ => 0)], axis));
    }

    private static Tensor Bias(Random random, ElementType type, int count) => type switch
    {
        ElementType.Float32 => GraphBuilder.Random(random.Next(), count),
        ElementType.Int8 => Tensor.Constant<int>("bias", ElementType.Int32, new Shape(count), [.. Enumerable.Range(0, count).Select(_ => random.Next(-2000, 2000))]),
        _ => Tensor.Constant<long>("bias", ElementType.Int64, new Shape(count), [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(-200_000, 200_000))]),
    };

    // One element a channel, a row or everything.
    private static Tensor Constant(Random random, Tensor x)
    {
        Shape shape = random.Next(3) switch { 0 => new Shape(x.Shape[3]), 1 => new Shape(1, x.Shape[1], 1, x.Shape[3]), _ => x.Shape };
        int count = (int)shape.ElementCount;
        return x.Type switch
        {
            ElementType.Float32 => GraphBuilder.Random(random.Next(), [.. shape]),
            ElementType.Int8 => Tensor.Constant<sbyte>("constant", x.Type, shape, [.. Enumerable.Range(0, count).Select(_ => (sbyte)random.Next(-128, 128))], x.Quantization),
            _ => Tensor.Constant<short>("constant", x.Type, shape, [.. Enumerable.Range(0, count).Select(_ => (short)random.Next(-2000, 2000))], x.Quantization),
        };
    }
}
