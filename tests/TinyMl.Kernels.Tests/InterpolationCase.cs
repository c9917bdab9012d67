using System;
using System.Linq;
using CsCheck;

namespace TinyMl.Kernels.Tests;

/// <summary>A tensor and the starts and weights of one or two of its axes, drawn at random.</summary>
internal sealed record InterpolationCase(int[] Shape, int[] Axes, int[][] Starts, double[][][] Weights, int Seed)
{
    public static Gen<InterpolationCase> Any { get; } = Gen.Select(Gen.Int[1, 5].Array[1, 5], Gen.Int[0, int.MaxValue], Create);

    public int[] Output => [.. Shape.Select((dimension, axis) => Axes.Contains(axis) ? Starts[Array.IndexOf(Axes, axis)].Length : dimension)];

    /// <summary>Each element of the output as the weighted sum that defines it.</summary>
    public double[] Evaluate(Func<int, double> x)
    {
        int[] output = Output;
        return [.. Enumerable.Range(0, BroadcastCase.Elements(output)).Select(i =>
        {
            int[] at = new int[output.Length];
            for (int axis = output.Length - 1; axis >= 0; i /= output[axis], axis--) at[axis] = i % output[axis];
            return Sum(at, 0, 1, x);
        })];
    }

    private static InterpolationCase Create(int[] shape, int seed)
    {
        var random = new Random(seed);
        int[] axes = [.. Enumerable.Range(0, shape.Length).OrderBy(_ => random.Next()).Take(1 + random.Next(2)).Order()];
        int[] taps = [.. axes.Select(axis => 1 + random.Next(Math.Min(4, shape[axis])))], lengths = [.. axes.Select(_ => 1 + random.Next(6))];
        int[][] starts = [.. axes.Select((axis, i) => Enumerable.Range(0, lengths[i]).Select(_ => random.Next(shape[axis] - taps[i] + 1)).ToArray())];
        double[][][] weights = [.. axes.Select((_, i) => Enumerable.Range(0, lengths[i]).Select(_ => Enumerable.Range(0, taps[i]).Select(_ => random.Next(-300, 1000) / 1024.0).ToArray()).ToArray())];
        return new InterpolationCase(shape, axes, starts, weights, seed);
    }

    private double Sum(int[] at, int i, double weight, Func<int, double> x)
    {
        if (i == Axes.Length)
        {
            int index = 0;
            for (int axis = 0; axis < at.Length; axis++) index = (index * Shape[axis]) + at[axis];
            return weight * x(index);
        }

        int axisOfSum = Axes[i], place = at[axisOfSum];
        return Weights[i][place].Select((w, tap) =>
        {
            int[] source = [.. at];
            source[axisOfSum] = Starts[i][place] + tap;
            return Sum(source, i + 1, weight * w, x);
        }).Sum();
    }
}
