using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Plan;

/// <summary>The operators that have run and those that could be next.</summary>
/// <param name="Before">The state before the last of them; null where none has run.</param>
/// <param name="Step">The last of them.</param>
/// <param name="Done">All of them.</param>
/// <param name="DoneCount">How many they are.</param>
/// <param name="Ready">Those that could be next.</param>
/// <param name="Live">The bytes that are alive now.</param>
/// <param name="Peak">The most that were alive on the way, or have to be in every order.</param>
/// <param name="Hash">A hash of the set of those that have run. Equal ones of different sets are as likely as a hardware fault.</param>
internal sealed record OrderState(OrderState? Before, int Step, OperatorSet Done, int DoneCount, ImmutableArray<int> Ready, int Live, int Peak, ulong Hash)
{
    /// <summary>The state before the first operator.</summary>
    public static OrderState First(OrderProblem problem)
    {
        OperatorSet none = OperatorSet.Empty(problem.Count);
        return new OrderState(null, -1, none, 0, [.. Enumerable.Range(0, problem.Count).Where(step => problem.IsReady(step, none))], problem.LiveAtFirst, problem.LowerBound, 0);
    }

    /// <summary>The operators in the order in which they ran.</summary>
    public ImmutableArray<int> Order
    {
        get
        {
            int[] order = new int[DoneCount];
            for (OrderState state = this; state.Before is not null; state = state.Before) order[state.DoneCount - 1] = state.Step;
            return [.. order];
        }
    }

    /// <summary>
    /// The moves that may follow with a lower peak than one that is known. Where an operator raises neither what is alive nor the peak, it
    /// comes first: wherever it comes in a better order, it could as well have come now.
    /// </summary>
    public List<OrderMove> Moves(OrderProblem problem, int known)
    {
        var moves = new List<OrderMove>();
        foreach (int step in Ready)
        {
            OrderMove move = Move(step, problem);
            if (move.Peak == Peak && move.Live <= Live) return [move];
            if (move.Peak < known) moves.Add(move);
        }

        return moves;
    }

    /// <summary>The move of running one of <see cref="Ready"/>.</summary>
    public OrderMove Move(int step, OrderProblem problem) =>
        new(this, step, int.Max(Peak, problem.LiveDuring(step, Done, Live)), problem.LiveAfter(step, Done, Live), Hash ^ problem.Hash(step));
}
