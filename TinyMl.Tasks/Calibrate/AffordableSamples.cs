using System;
using System.Collections.Immutable;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Calibrate;

/// <summary>Chooses how many samples are run so often that large networks take neither minutes nor gigabytes.</summary>
internal static class AffordableSamples
{
    private const int Most = 128;
    private const int Fewest = 8;

    // Of all runs together.
    private const double MostMacs = 1L << 36;
    private const long MostKeptBytes = 1 << 28;

    /// <summary>Samples spread evenly over the data: enough to tell two forms of a network apart, and no more.</summary>
    /// <param name="graph">The float graph.</param>
    /// <param name="samples">The data.</param>
    /// <param name="runs">How often each sample will run through the graph.</param>
    /// <param name="most">The most samples that are of use.</param>
    public static ImmutableArray<int> Of(Graph graph, SampleSet samples, int runs, int most = Most)
    {
        double byTime = MostMacs / Math.Max(1, (double)graph.Macs * runs);
        long byMemory = MostKeptBytes / Math.Max(1, Checkpoint.LargestBytes(graph));
        return [.. samples.Spread((int)Math.Min(Math.Clamp(byTime, Fewest, most), Math.Clamp(byMemory, 1, most)))];
    }
}
