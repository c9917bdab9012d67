using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Plan.Streams;

/// <summary>When the slots in which a tensor's rows lie are in use, over the time of a <see cref="RowTimeline"/>.</summary>
/// <param name="SlotBytes">The bytes of a slot.</param>
/// <param name="Alignment">The bytes of an element.</param>
/// <param name="Slots">For each slot the spans of time, first and last point inclusive, in order.</param>
internal sealed record RowOccupancy(int SlotBytes, int Alignment, ImmutableArray<ImmutableArray<(int First, int Last)>> Slots)
{
    public int Bytes => SlotBytes * Slots.Length;

    /// <summary>The bytes of a row of [1, H, W, C].</summary>
    public static int RowBytes(Tensor tensor) => tensor.ByteLength / tensor.Shape[1];

    /// <summary>A tensor that is in use as a whole from one point to another.</summary>
    public static RowOccupancy From(Tensor tensor, int first, int last) => new(tensor.ByteLength, tensor.Type.Size(), [[(first, last)]]);

    /// <summary>Scratch of a layer, in use while it computes a row, or from its first row to its last.</summary>
    public static RowOccupancy OfScratch(Tensor tensor, IReadOnlyList<int> writes, bool isKept) =>
        isKept ? From(tensor, writes[0], writes[^1]) : new RowOccupancy(tensor.ByteLength, tensor.Type.Size(), [[.. writes.Select(now => (now, now))]]);

    /// <summary>A tensor whose rows lie in slots in turn, each until it is read last, or to the end where that is not known.</summary>
    public static RowOccupancy Of(Tensor tensor, int slots, IReadOnlyList<int> writes, ReadOnlySpan<int> lastReads, int end)
    {
        var spans = Enumerable.Range(0, slots).Select(_ => ImmutableArray.CreateBuilder<(int First, int Last)>()).ToArray();
        for (int row = 0; row < writes.Count; row++) spans[row % slots].Add((writes[row], lastReads.IsEmpty ? end : Math.Max(writes[row], lastReads[row])));
        return new RowOccupancy(RowBytes(tensor), tensor.Type.Size(), [.. spans.Select(slot => slot.ToImmutable())]);
    }

    /// <summary>Whether both are in use at some point, wherever their slots lie.</summary>
    public bool Meets(RowOccupancy other) => Slots.Any(slot => other.Slots.Any(against => Meet(slot, against)));

    /// <summary>Whether two slots are in use at one point.</summary>
    public static bool Meet(ImmutableArray<(int First, int Last)> left, ImmutableArray<(int First, int Last)> right)
    {
        for (int i = 0, j = 0; i < left.Length && j < right.Length;)
        {
            if (left[i].First <= right[j].Last && right[j].First <= left[i].Last) return true;
            if (left[i].Last < right[j].Last) i++;
            else j++;
        }

        return false;
    }
}
