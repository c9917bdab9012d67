using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace TinyMl.Tasks.Tests;

/// <summary>Work that is canceled on its way, and has to end within a second.</summary>
internal static class Canceled
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(1);

    // Machines do other things, too.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>How long work goes on after it is canceled; nothing where it was done before.</summary>
    /// <param name="work">The work.</param>
    /// <param name="moment">The time from its start until it is canceled.</param>
    public static TimeSpan? After(Action<CancellationToken> work, TimeSpan moment)
    {
        using var cancellation = new CancellationTokenSource();
        long canceled = 0;

        // Not a timer, which would wait for a thread that the work has.
        var other = new Thread(() =>
        {
            Thread.Sleep(moment);
            canceled = Stopwatch.GetTimestamp();
            cancellation.Cancel();
        });
        other.Start();
        try
        {
            work(cancellation.Token);
            other.Join();
            return null;
        }
        catch (OperationCanceledException)
        {
            long ended = Stopwatch.GetTimestamp();
            other.Join();
            return Stopwatch.GetElapsedTime(canceled, ended);
        }
    }

    /// <summary>Requires that most of the work ended within a second, and all of it soon.</summary>
    public static void RequireSoon(IEnumerable<TimeSpan?> times)
    {
        TimeSpan[] canceled = [.. times.OfType<TimeSpan>().Order()];
        Assert.IsNotEmpty(canceled);
        Assert.IsLessThan(Usual, canceled[canceled.Length / 2]);
        Assert.IsLessThan(Longest, canceled[^1]);
    }
}
