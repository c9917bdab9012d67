using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Graphs;

/// <summary>Orders of axes, as <see cref="Operators.Transpose"/> holds them: axis i of the result is axis <c>permutation[i]</c>
/// of the source.</summary>
internal static class Permutation
{
    /// <summary>Channels-first to channels-last, [N, C, H, W] to [N, H, W, C].</summary>
    public static ImmutableArray<int> ToChannelsLast { get; } = [0, 2, 3, 1];

    /// <summary>Channels-last to channels-first, [N, H, W, C] to [N, C, H, W].</summary>
    public static ImmutableArray<int> ToChannelsFirst { get; } = [0, 3, 1, 2];

    public static ImmutableArray<int> Identity(int rank) => [.. Enumerable.Range(0, rank)];

    public static bool IsIdentity(ImmutableArray<int> permutation) =>
        permutation.AsSpan().SequenceEqual(Identity(permutation.Length).AsSpan());

    /// <summary>Whether an array names each of its indices once.</summary>
    public static bool IsValid(ImmutableArray<int> permutation) =>
        permutation.Order().SequenceEqual(Enumerable.Range(0, permutation.Length));

    /// <summary>The permutation that takes a result back to its source.</summary>
    public static ImmutableArray<int> Inverse(ImmutableArray<int> permutation) =>
        [.. Enumerable.Range(0, permutation.Length).Select(axis => permutation.IndexOf(axis))];

    /// <summary>One permutation for two that are applied in turn.</summary>
    public static ImmutableArray<int> Then(ImmutableArray<int> first, ImmutableArray<int> second) =>
        [.. second.Select(axis => first[axis])];

    /// <summary>Whether a transpose leaves all elements in their order, because it moves only dimensions of 1.</summary>
    public static bool KeepsOrder(ImmutableArray<int> permutation, IReadOnlyList<int> dimensions)
    {
        int[] moved = [.. permutation.Where(axis => dimensions[axis] != 1)];
        return moved.SequenceEqual(moved.Order());
    }

    /// <summary>For each element of the result, the index of its source element.</summary>
    public static int[] SourceIndices(ImmutableArray<int> permutation, IReadOnlyList<int> dimensions)
    {
        int rank = permutation.Length;
        int[] strides = new int[rank];
        int count = 1;
        for (int axis = rank - 1; axis >= 0; axis--)
        {
            strides[axis] = count;
            count *= dimensions[axis];
        }

        int[] indices = new int[count];
        int[] position = new int[rank];
        for (int i = 0, source = 0; i < count; i++)
        {
            indices[i] = source;
            for (int axis = rank - 1; axis >= 0; axis--)
            {
                source += strides[permutation[axis]];
                if (++position[axis] < dimensions[permutation[axis]]) break;
                source -= strides[permutation[axis]] * position[axis];
                position[axis] = 0;
            }
        }

        return indices;
    }

    /// <summary>A constant with its axes in another order.</summary>
    public static Tensor Apply(Tensor constant, ImmutableArray<int> permutation)
    {
        if (IsIdentity(permutation)) return constant;

        int size = constant.Type.Size();
        int[] indices = SourceIndices(permutation, constant.Shape);
        byte[] data = new byte[constant.Data.Length];
        for (int i = 0; i < indices.Length; i++) constant.Data.Slice(indices[i] * size, size).CopyTo(data.AsSpan(i * size));

        QuantizationParameters? quantization = constant.Quantization is { IsPerTensor: false } perAxis
            ? perAxis with { Axis = permutation.IndexOf(perAxis.Axis) }
            : constant.Quantization;
        Shape shape = new([.. permutation.Select(axis => constant.Shape[axis])]);
        Tensor? stored = constant.Stored is { } integers ? Apply(integers, permutation) : null;
        return new Tensor(constant.Name, constant.Type, shape, quantization, data) { Stored = stored };
    }
}
