using System;
using System.Linq;

namespace TinyMl.Tasks.Import.Moves;

/// <summary>Padding with a tensor's own elements: for each place of the result the place that it repeats (as numpy.pad).</summary>
internal static class EdgePadding
{
    /// <summary>1 2 3 mirrored at its ends, which are not repeated: 3 2 | 1 2 3 | 2 1.</summary>
    public static int[] Reflect(int dimension, int before, int after) => Places(dimension, before, after, place =>
    {
        int period = Math.Max(1, 2 * (dimension - 1));
        int within = Modulo(place, period);
        return Math.Min(within, period - within);
    });

    /// <summary>1 2 3 mirrored at its ends, which are repeated: 2 1 | 1 2 3 | 3 2.</summary>
    public static int[] Symmetric(int dimension, int before, int after) => Places(dimension, before, after, place =>
    {
        int within = Modulo(place, 2 * dimension);
        return Math.Min(within, (2 * dimension) - 1 - within);
    });

    /// <summary>1 2 3 with its ends going on: 1 1 | 1 2 3 | 3 3.</summary>
    public static int[] Edge(int dimension, int before, int after) => Places(dimension, before, after, place => Math.Clamp(place, 0, dimension - 1));

    /// <summary>1 2 3 from its other end on: 2 3 | 1 2 3 | 1 2.</summary>
    public static int[] Wrap(int dimension, int before, int after) => Places(dimension, before, after, place => Modulo(place, dimension));

    private static int[] Places(int dimension, int before, int after, Func<int, int> place) =>
        [.. Enumerable.Range(-before, before + dimension + after).Select(place)];

    private static int Modulo(int value, int period) => ((value % period) + period) % period;
}
