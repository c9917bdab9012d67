using System;
using System.Collections.Generic;
using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Plan.Streams;

/// <summary>How far the rows that a stream writes lie from those of an input at least, so that none is written over before it is read last.</summary>
internal static class RowDistances
{
    /// <summary>The distances between a block of tensors, each at a place in it, and an input.</summary>
    /// <param name="written">The block.</param>
    /// <param name="rowBytes">The bytes of a row of the input.</param>
    /// <param name="lastReads">When each row of the input is read last; -1 where it never is.</param>
    public static OutputOverlap Between(IEnumerable<(int Place, RowOccupancy Rows)> written, int rowBytes, ReadOnlySpan<int> lastReads)
    {
        int below = 0, above = 0;
        foreach ((int place, RowOccupancy rows) in written)
        {
            for (int slot = 0; slot < rows.Slots.Length; slot++)
            {
                if (rows.Slots[slot].IsEmpty) continue;
                int start = place + (slot * rows.SlotBytes), first = rows.Slots[slot][0].First;
                for (int row = 0; row < lastReads.Length; row++)
                {
                    if (lastReads[row] < first) continue;
                    below = Math.Max(below, start + rows.SlotBytes - (row * rowBytes));
                    above = Math.Max(above, ((row + 1) * rowBytes) - start);
                }
            }
        }

        return new OutputOverlap(below, above);
    }
}
