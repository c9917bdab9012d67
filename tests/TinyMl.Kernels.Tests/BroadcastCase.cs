using System;
using System.Linq;
using CsCheck;

namespace TinyMl.Kernels.Tests;

/// <summary>Two shapes that broadcast, drawn at random, with the shape that results.</summary>
internal sealed record BroadcastCase(int[] Left, int[] Right)
{
    // For each axis from the last: its dimension, and which operand is 1 there (0 neither, 1 left, 2 right).
    public static Gen<BroadcastCase> Any { get; } =
        from axes in Gen.Select(Gen.Int[1, 4], Gen.Int[0, 2]).Array[0, 6]
        from leftMissing in Gen.Int[0, 6]
        from rightMissing in Gen.Int[0, 6]
        select new BroadcastCase(
            [.. axes.Select(axis => axis.Item2 == 1 ? 1 : axis.Item1).Skip(leftMissing <= rightMissing ? 0 : Math.Min(leftMissing, axes.Length))],
            [.. axes.Select(axis => axis.Item2 == 2 ? 1 : axis.Item1).Skip(leftMissing <= rightMissing ? Math.Min(rightMissing, axes.Length) : 0)]);

    public int[] Output
    {
        get
        {
            int rank = Math.Max(Left.Length, Right.Length);
            return [.. Enumerable.Range(0, rank).Select(axis => Math.Max(Dimension(Left, rank - axis), Dimension(Right, rank - axis)))];
        }
    }

    public int Count => Elements(Output);

    public static int Elements(int[] shape) => shape.Aggregate(1, (product, dimension) => product * dimension);

    /// <summary>The element of an operand that an element of the output reads.</summary>
    public int Source(int[] operand, int output)
    {
        int index = 0, stride = 1;
        for (int fromEnd = 1; fromEnd <= Output.Length; fromEnd++)
        {
            int position = output % Output[^fromEnd];
            output /= Output[^fromEnd];
            if (Dimension(operand, fromEnd) == 1) continue;
            index += position * stride;
            stride *= Dimension(operand, fromEnd);
        }

        return index;
    }

    private static int Dimension(int[] shape, int fromEnd) => fromEnd <= shape.Length ? shape[^fromEnd] : 1;
}
