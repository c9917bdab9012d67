using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Graphs;

/// <summary>A static shape: dimensions of at least 1, outermost first. Activations of the internal graph are NHWC.</summary>
internal readonly struct Shape : IEquatable<Shape>, IReadOnlyList<int>
{
    private readonly ImmutableArray<int> _dimensions;

    public Shape(params ReadOnlySpan<int> dimensions)
    {
        _dimensions = [.. dimensions];
    }

    public static Shape Scalar { get; } = new([]);

    public int Rank => Dimensions.Length;

    public int Count => Rank;

    /// <summary>The number of elements; 1 for a scalar.</summary>
    public long ElementCount => Dimensions.Aggregate(1L, (product, dimension) => checked(product * dimension));

    private ImmutableArray<int> Dimensions => _dimensions.IsDefault ? [] : _dimensions;

    /// <summary>The dimension at an axis; a negative axis counts from the end.</summary>
    public int this[int axis] => Dimensions[axis < 0 ? axis + Rank : axis];

    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary>The common shape of two operands by NumPy's broadcasting.</summary>
    /// <exception cref="ArgumentException">They have none.</exception>
    public static Shape Broadcast(Shape left, Shape right)
    {
        int rank = Math.Max(left.Rank, right.Rank);
        int[] dimensions = new int[rank];
        for (int i = 1; i <= rank; i++)
        {
            int a = i <= left.Rank ? left[-i] : 1;
            int b = i <= right.Rank ? right[-i] : 1;
            if (a != b && a != 1 && b != 1) throw new ArgumentException($"{left} and {right} cannot be broadcast.", nameof(right));
            dimensions[rank - i] = a == 1 ? b : a;
        }

        return new Shape(dimensions);
    }

    public ReadOnlySpan<int> AsSpan() => Dimensions.AsSpan();

    public int[] ToArray() => [.. Dimensions];

    /// <summary>The shape with one dimension replaced.</summary>
    public Shape With(int axis, int dimension)
    {
        int[] dimensions = ToArray();
        dimensions[axis < 0 ? axis + Rank : axis] = dimension;
        return new Shape(dimensions);
    }

    public bool Equals(Shape other) => Dimensions.AsSpan().SequenceEqual(other.Dimensions.AsSpan());

    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    public override int GetHashCode() => Dimensions.Aggregate(Rank, HashCode.Combine);

    public override string ToString() => $"[{string.Join(", ", Dimensions)}]";

    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)Dimensions).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
