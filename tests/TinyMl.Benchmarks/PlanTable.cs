using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Plan;

namespace TinyMl.Benchmarks;

/// <summary>Plans buffers of a file in MiniMalloc's format: <c>id,lower,upper,size</c>, alive in [lower, upper).</summary>
internal static class PlanTable
{
    // A minute or two where it ends without a proof.
    private const long Nodes = 5_000_000;

    public static void Print(string path)
    {
        List<ArenaBuffer> buffers = [];
        foreach (string line in File.ReadLines(path).Skip(1))
        {
            int[] fields = [.. line.Split(',').Skip(1).Select(field => int.Parse(field, CultureInfo.InvariantCulture))];
            buffers.Add(new ArenaBuffer(new Tensor(line, ElementType.Int8, new Shape(fields[2])), fields[0], fields[1] - 1, fields[2], Alignment: 1));
        }

        var watch = Stopwatch.StartNew();
        Placement placement = OffsetPlanner.Place(buffers, Nodes);
        Console.WriteLine(FormattableString.Invariant($"height={placement.Height} lowerBound={placement.LowerBound} proved={placement.IsOptimal} ms={watch.ElapsedMilliseconds}"));
    }
}
