using System;
using System.Collections.Generic;
using System.Linq;

namespace TinyMl.Benchmarks;

/// <summary>What a build took, in milliseconds: CPU time of all its processes, and time on the clock.</summary>
internal readonly record struct BuildTime(double Cpu, double Wall)
{
    public static BuildTime operator -(BuildTime left, BuildTime right) => new(left.Cpu - right.Cpu, left.Wall - right.Wall);

    /// <summary>The median of each figure by itself.</summary>
    public static BuildTime Median(IReadOnlyCollection<BuildTime> times) => new(Median(times.Select(time => time.Cpu)), Median(times.Select(time => time.Wall)));

    public override string ToString() => FormattableString.Invariant($"{Cpu:0} ms CPU, {Wall:0} ms");

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
