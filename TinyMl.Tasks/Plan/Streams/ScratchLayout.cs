using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Plan.Streams;

/// <summary>Where the tensors within a stream lie in its scratch: those that are never in use at one point share bytes.</summary>
/// <param name="Bytes">The size of the scratch.</param>
/// <param name="Type">A type of the alignment that all of the tensors need.</param>
/// <param name="Places">The place of each tensor.</param>
internal sealed record ScratchLayout(int Bytes, ElementType Type, IReadOnlyDictionary<Tensor, int> Places)
{
    /// <summary>Places tensors, the largest first, each as low as it may lie.</summary>
    public static ScratchLayout Of(IReadOnlyList<(Tensor Tensor, RowOccupancy Rows)> tensors)
    {
        var places = new Dictionary<Tensor, int>();
        var placed = new List<(int Place, RowOccupancy Rows)>();
        foreach ((Tensor tensor, RowOccupancy rows) in tensors.OrderByDescending(pair => pair.Rows.Bytes))
        {
            int place = 0;
            foreach ((int other, RowOccupancy against) in placed.Where(pair => pair.Rows.Meets(rows)).OrderBy(pair => pair.Place))
            {
                if (place + rows.Bytes <= other) break;
                place = System.Math.Max(place, Align(other + against.Bytes, rows.Alignment));
            }

            places.Add(tensor, place);
            placed.Add((place, rows));
        }

        int alignment = tensors.Select(pair => pair.Rows.Alignment).DefaultIfEmpty(1).Max();
        int bytes = 0;
        if (tensors.Count > 0)
        {
            // The scratch ends with its last tensor, which nothing keeps from lying a little higher.
            (Tensor last, RowOccupancy rows) = tensors.MaxBy(pair => places[pair.Tensor] + pair.Rows.Bytes);
            bytes = Align(places[last] + rows.Bytes, alignment);
            places[last] = bytes - rows.Bytes;
        }

        ElementType type = alignment switch
        {
            1 => ElementType.Int8,
            2 => ElementType.Int16,
            4 => ElementType.Int32,
            _ => ElementType.Int64,
        };
        return new ScratchLayout(bytes, type, places);
    }

    private static int Align(int place, int alignment) => (place + alignment - 1) / alignment * alignment;
}
