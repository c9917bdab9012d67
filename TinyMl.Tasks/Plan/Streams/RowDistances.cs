using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Plan.Streams;

/// <summary>How far two blocks of rows lie apart at least, so that no two rows share a byte while both are in use.</summary>
internal static class RowDistances
{
    /// <summary>The distances between a block of tensors and another one, each tensor at a place within its block.</summary>
    public static OutputOverlap Between(IReadOnlyList<(int Place, RowOccupancy Rows)> output, IReadOnlyList<(int Place, RowOccupancy Rows)> input)
    {
        int below = 0, above = 0;
        foreach ((int place, int bytes, ImmutableArray<(int First, int Last)> spans) in output.SelectMany(Slots))
        {
            foreach ((int otherPlace, int otherBytes, ImmutableArray<(int First, int Last)> otherSpans) in input.SelectMany(Slots))
            {
                if (!RowOccupancy.Meet(spans, otherSpans)) continue;
                below = Math.Max(below, place + bytes - otherPlace);
                above = Math.Max(above, otherPlace + otherBytes - place);
            }
        }

        return new OutputOverlap(below, above);
    }

    private static IEnumerable<(int Place, int Bytes, ImmutableArray<(int First, int Last)> Spans)> Slots((int Place, RowOccupancy Rows) block) =>
        block.Rows.Slots.Select((spans, slot) => (block.Place + (slot * block.Rows.SlotBytes), block.Rows.SlotBytes, spans));
}
