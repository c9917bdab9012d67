using System;

namespace TinyMl.Format;

/// <summary>A tensor's shape, at most six dimensions of at least 1, held without an array.</summary>
internal readonly struct Dimensions
{
    private readonly int _d0, _d1, _d2, _d3, _d4, _d5;

    /// <summary>The given dimensions, outermost first.</summary>
    public Dimensions(ReadOnlySpan<int> dimensions)
    {
        Rank = dimensions.Length;
        _d0 = Rank > 0 ? dimensions[0] : 1;
        _d1 = Rank > 1 ? dimensions[1] : 1;
        _d2 = Rank > 2 ? dimensions[2] : 1;
        _d3 = Rank > 3 ? dimensions[3] : 1;
        _d4 = Rank > 4 ? dimensions[4] : 1;
        _d5 = Rank > 5 ? dimensions[5] : 1;
    }

    public int Rank { get; }

    /// <summary>The number of elements; 1 for a scalar.</summary>
    public int Count => _d0 * _d1 * _d2 * _d3 * _d4 * _d5;

    /// <summary>The dimension at an axis; 1 beyond the rank.</summary>
    public int this[int axis] => axis switch
    {
        0 => _d0,
        1 => _d1,
        2 => _d2,
        3 => _d3,
        4 => _d4,
        5 => _d5,
        _ => 1,
    };

    /// <summary>Whether both have the same rank and dimensions.</summary>
    public bool Matches(in Dimensions other) =>
        Rank == other.Rank && _d0 == other._d0 && _d1 == other._d1 && _d2 == other._d2
        && _d3 == other._d3 && _d4 == other._d4 && _d5 == other._d5;

    /// <summary>The product of the dimensions before an axis.</summary>
    public int CountBefore(int axis)
    {
        int count = 1;
        for (int i = 0; i < axis; i++) count *= this[i];
        return count;
    }

    /// <summary>The product of the dimensions after an axis.</summary>
    public int CountAfter(int axis)
    {
        int count = 1;
        for (int i = axis + 1; i < Rank; i++) count *= this[i];
        return count;
    }

    /// <summary>The shape with 1 for every axis whose bit is set.</summary>
    public Dimensions WithoutAxes(int axes)
    {
        Span<int> kept = stackalloc int[Rank];
        for (int i = 0; i < Rank; i++) kept[i] = (axes >> i & 1) != 0 ? 1 : this[i];
        return new Dimensions(kept);
    }

    public int[] ToArray()
    {
        int[] array = new int[Rank];
        for (int i = 0; i < Rank; i++) array[i] = this[i];
        return array;
    }
}
