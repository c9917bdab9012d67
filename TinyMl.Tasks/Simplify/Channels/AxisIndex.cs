using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Numerics;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Simplify.Channels;

/// <summary>Where along one axis of a shape the element of a flat index lies.</summary>
/// <param name="Inner">The elements of one step along the axis.</param>
/// <param name="Count">The dimension of the axis.</param>
internal readonly record struct AxisIndex(long Inner, int Count)
{
    public AxisIndex(Shape shape, int axis)
        : this(shape.Skip(axis + 1).Aggregate(1L, (product, dimension) => product * dimension), shape[axis])
    {
    }

    /// <summary>The index along the axis.</summary>
    public int this[long element] => (int)(element / Inner % Count);

    /// <summary>The indices of two axes that the same elements have, where two shapes hold them in one order.</summary>
    public static ImmutableArray<(int First, int Second)> Meetings(AxisIndex first, AxisIndex second, long elements)
    {
        // Both stay the same for as many elements as divide both steps, and both begin again where both axes end.
        long step = (long)BigInteger.GreatestCommonDivisor(first.Inner, second.Inner);
        BigInteger firstPeriod = (BigInteger)first.Inner * first.Count, secondPeriod = (BigInteger)second.Inner * second.Count;
        BigInteger period = firstPeriod / BigInteger.GreatestCommonDivisor(firstPeriod, secondPeriod) * secondPeriod;
        var meetings = new HashSet<(int, int)>();
        for (long element = 0; element < elements && element < period; element += step) meetings.Add((first[element], second[element]));
        return [.. meetings.Order()];
    }
}
