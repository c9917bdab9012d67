using System;
using System.Linq;
using CsCheck;

namespace TinyMl.Kernels.Tests.Float32;

/// <summary>Seeded floats of a shape, and their plain double-precision access for the twins of the kernels.</summary>
internal sealed class RealTensor(int[] shape, float[] values)
{
    public int[] Shape { get; } = shape;

    public float[] Values { get; } = values;

    public double this[params ReadOnlySpan<int> position]
    {
        get
        {
            int index = 0;
            for (int axis = 0; axis < position.Length; axis++) index = (index * Shape[axis]) + position[axis];
            return Values[index];
        }
    }

    /// <summary>Values in [-range, range], the same for the same seed.</summary>
    public static RealTensor Random(int seed, double range, params int[] shape)
    {
        var random = new Random(seed);
        int count = shape.Aggregate(1, (product, dimension) => product * dimension);
        return new RealTensor(shape, [.. Enumerable.Range(0, count).Select(_ => (float)(((2 * random.NextDouble()) - 1) * range))]);
    }

    public static Gen<int> Seed { get; } = Gen.Int[0, int.MaxValue];

    /// <summary>The same values rounded to Float16.</summary>
    public RealTensor Halved() => new(Shape, [.. Values.Select(value => (float)(Half)value)]);

    public Half[] AsHalves() => [.. Values.Select(value => (Half)value)];
}
