using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Tests.Graphs;

/// <summary>Small graphs of random operators.</summary>
internal static class RandomGraphs
{
    /// <summary>Float operators, mostly in chains.</summary>
    public static Graph Float(Random random)
    {
        var builder = new GraphBuilder();
        var values = new List<Tensor> { builder.Input(1, 6, 5, 4) };
        int steps = random.Next(2, 9);
        for (int step = 0; step < steps; step++)
        {
            // Mostly chains, now and then a value that is read twice.
            Tensor x = values[random.Next(5) == 0 ? random.Next(values.Count) : ^1];
            values.Add(Step(builder, x, random));
        }

        Tensor[] outputs = random.Next(3) == 0 ? [values[^1], values[random.Next(1, values.Count)]] : [values[^1]];
        return builder.Build([.. outputs.Distinct()]);
    }

    private static Tensor Step(GraphBuilder builder, Tensor x, Random random)
    {
        int[] constant = [.. x.Shape.TakeLast(random.Next(2)).Prepend(1)];
        ActivationRange activation = random.Next(3) switch { 0 => ActivationRange.Relu, 1 => new ActivationRange(-1, 0.5f), _ => ActivationRange.None };
        int seed = random.Next();
        switch (random.Next(x.Shape.Rank == 4 && x.Shape[1] > 3 && x.Shape[2] > 3 ? 14 : 7))
        {
            case 0:
                return builder.Add(new Mul(Rarely()), x, GraphBuilder.Random(seed, constant));
            case 1:
                return builder.Add(new Add(Rarely()), GraphBuilder.Random(seed, constant), x);
            case 2:
                return random.Next(2) == 0 ? builder.Add(new Sub(Rarely()), x, GraphBuilder.Random(seed, constant)) : builder.Add(new Sub(Rarely()), GraphBuilder.Random(seed, constant), x);
            case 3:
                return builder.Add(new Clamp(activation), x);
            case 4:
                return builder.Add(new Reshape(random.Next(2) == 0 || x.Shape.Rank == 6 ? new Shape(1, (int)x.Shape.ElementCount) : new Shape([1, .. x.Shape])), x);
            case 5:
                return builder.Add(new FullyConnected(Rarely()), x, GraphBuilder.Random(seed, 5, (int)x.Shape.ElementCount));
            case 6:
                return builder.Add(new Add(ActivationRange.None), x, x);
            case 7:
                return builder.Add(new Conv2D(Window(), Rarely()), x, GraphBuilder.Random(seed, 4, 2, 3, x.Shape[3] / Groups()), GraphBuilder.Random(seed + 1, 4));
            case 8:
                return builder.Add(new DepthwiseConv2D(Window(), Rarely()), x, GraphBuilder.Random(seed, 1, 3, 2, 2 * x.Shape[3]));
            case 9:
                return builder.Add(new Pad([0, random.Next(2), random.Next(2), random.Next(6) / 5], [0, random.Next(2), 1, 0], random.Next(4) == 0 ? -1 : 0), x);
            case 10:
                return builder.Add(new MaxPool2D(2, 3, random.Next(2) == 0 ? TinyMl.Tasks.Graphs.Window.Unit : new Window(2, 1, 1, 1, 1, 1, 0, 1), Rarely()), x);
            case 11:
                Window window = Window();
                int height = ((x.Shape[1] - 1) * window.StrideHeight) + 2 - window.Top - window.Bottom, width = x.Shape[2] + 2 - window.Left;
                return builder.Add(new TransposeConv2D(window, height, width, Rarely()), x, GraphBuilder.Random(seed, 2, 2, 3, x.Shape[3] / Groups()));
            case 12:
                return builder.Add(new MatMul(IsRightTransposed: true, Rarely()), x, x);
            default:
                return builder.Add(new AveragePool2D(2, 2, new Window(1, 1, 1, 1, random.Next(2), 0, 0, 0), CountPadding: random.Next(2) == 0, Rarely()), x);
        }

        ActivationRange Rarely() => random.Next(3) == 0 ? activation : ActivationRange.None;
        int Groups() => x.Shape[3] % 2 == 0 ? random.Next(1, 3) : 1;
        Window Window() => new(random.Next(1, 3), 1, 1, 1, random.Next(2), random.Next(2), random.Next(2), 0);
    }

    /// <summary>Int8 operators in a chain.</summary>
    public static Graph Integer(Random random)
    {
        var builder = new GraphBuilder();
        var quantization = new QuantizationParameters(0.05f, random.Next(2) == 0 ? sbyte.MinValue : random.Next(-20, 20));
        Tensor x = builder.Input(ElementType.Int8, quantization, 1, 7, 6, 3);
        int steps = random.Next(2, 7);
        for (int step = 0; step < steps; step++)
        {
            bool spatial = x.Shape.Rank == 4 && x.Shape[1] > 3 && x.Shape[2] > 3;
            x = random.Next(spatial ? 8 : 4) switch
            {
                0 => builder.Add(new Clamp(random.Next(2) == 0 ? ActivationRange.Relu : ActivationRange.Relu6), x),
                1 => builder.Add(new Reshape(random.Next(2) == 0 ? x.Shape : new Shape([1, .. x.Shape.SkipLast(x.Shape.Rank - 3), (int)x.Shape.Skip(3).Aggregate(1, (a, b) => a * b)])), x),
                2 => builder.AddAs(ElementType.Int8, new QuantizationParameters(x.Quantization!.Scale, x.Quantization.ZeroPoint + random.Next(2)), new Quantize(), x),
                3 => builder.AddAs(ElementType.Int8, x.Quantization, new Quantize(), builder.AddAs(ElementType.Float32, null, new Dequantize(), x)),
                4 => builder.Add(new Conv2D(Window.Unit, ActivationRange.Relu), x, Weights(random, 2, 3, 3, x.Shape[3])),
                5 => builder.Add(new DepthwiseConv2D(new Window(2, 1, 1, 1, 1, 0, 1, 0), ActivationRange.None), x, Weights(random, 1, 3, 3, x.Shape[3])),
                6 => builder.Add(new MaxPool2D(2, 2, Window.Unit, ActivationRange.None), x),
                _ => builder.Add(new Pad([0, 1, random.Next(2), 0], [0, random.Next(2), 1, 0], 0), x),
            };
        }

        return builder.Build(x);
    }

    private static Tensor Weights(Random random, params int[] shape)
    {
        byte[] values = new byte[shape.Aggregate((a, b) => a * b)];
        random.NextBytes(values);
        return new Tensor("weights", ElementType.Int8, new Shape(shape), new QuantizationParameters(0.01f, 0), values);
    }
}
