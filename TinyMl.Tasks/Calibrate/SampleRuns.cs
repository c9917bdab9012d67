using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace TinyMl.Tasks.Calibrate;

/// <summary>Runs a graph over samples on all cores, in a way that gives the same bits on any number of them.</summary>
internal static class SampleRuns
{
    // Fixed, so that sums are added up alike on every machine.
    private const int Parts = 8;

    /// <summary>Gathers something from runs over samples.</summary>
    /// <typeparam name="T">What gathers it, for a part of the samples.</typeparam>
    /// <param name="runner">The graph; the runner itself is not run.</param>
    /// <param name="count">The number of samples.</param>
    /// <param name="run">Runs a runner for a sample.</param>
    /// <param name="start">Makes what gathers.</param>
    /// <param name="add">Takes from the runner what there is of a sample after its run.</param>
    /// <param name="cancellation">Stops the work between two samples.</param>
    /// <returns>What was gathered of consecutive parts of the samples, in their order.</returns>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static IReadOnlyList<T> Gather<T>(
        GraphRunner runner, int count, Action<GraphRunner, int> run, Func<T> start, Action<T, GraphRunner, int> add, CancellationToken cancellation)
    {
        int parts = Math.Min(Parts, count);
        var gathered = new T[parts];
        Parallel.For(
            0,
            parts,
            new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
            runner.Fork,
            (part, _, own) =>
            {
                gathered[part] = start();
                for (int i = part * count / parts; i < (part + 1) * count / parts; i++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    run(own, i);
                    add(gathered[part], own, i);
                }

                return own;
            },
            _ => { });
        return gathered;
    }
}
