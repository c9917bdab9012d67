using System.Collections.Immutable;

namespace TinyMl.Tasks.Plan;

/// <summary>One more operator that runs.</summary>
/// <param name="From">The state before.</param>
/// <param name="Step">The operator.</param>
/// <param name="Peak">The most bytes that were alive with it.</param>
/// <param name="Live">The bytes that are alive afterwards.</param>
/// <param name="Hash">The hash of those that have run then.</param>
internal readonly record struct OrderMove(OrderState From, int Step, int Peak, int Live, ulong Hash)
{
    /// <summary>The state that it leads to.</summary>
    public OrderState Make(OrderProblem problem)
    {
        OperatorSet done = From.Done.With(Step);
        var ready = ImmutableArray.CreateBuilder<int>(From.Ready.Length + problem.After(Step).Length);
        foreach (int other in From.Ready)
        {
            if (other != Step) ready.Add(other);
        }

        foreach (int other in problem.After(Step))
        {
            if (problem.IsReady(other, done)) ready.Add(other);
        }

        return new OrderState(From, Step, done, From.DoneCount + 1, ready.ToImmutable(), Live, Peak, Hash);
    }
}
