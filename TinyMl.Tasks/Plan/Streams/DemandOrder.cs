using System;
using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Plan.Streams;

/// <summary>
/// In which order a layer asks for the rows of its inputs. The rows that an input needs of what it has in common with the other one must
/// still be there when it is computed: the input that reaches less far ahead goes first, as the shortcut of a residual block.
/// </summary>
internal static class DemandOrder
{
    /// <summary>The sources of each layer in that order.</summary>
    public static ImmutableArray<ImmutableArray<int>> Of(ImmutableArray<StreamLayer> layers, ImmutableArray<ImmutableArray<int>> sources) =>
        [.. sources.Select((own, i) => own.Length < 2 ? own : [.. own.OrderBy(source => Reach(layers, sources, source, layers[i].EndRow(layers[i].Rows / 2)))])];

    // The bytes of all rows that are computed up to a row of a layer.
    private static long Reach(ImmutableArray<StreamLayer> layers, ImmutableArray<ImmutableArray<int>> sources, int layer, int end)
    {
        int[] ends = new int[layer + 1];
        ends[layer] = end;
        long bytes = 0;
        for (int i = layer; i >= 0; i--)
        {
            if (ends[i] == 0) continue;
            bytes += (long)ends[i] * RowOccupancy.RowBytes(layers[i].Output);
            int needed = layers[i].EndRow(Math.Min(ends[i], layers[i].Rows) - 1);
            foreach (int source in sources[i]) ends[source] = Math.Max(ends[source], needed);
        }

        return bytes;
    }
}
