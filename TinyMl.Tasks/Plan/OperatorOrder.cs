using System.Collections.Generic;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Plan;

/// <summary>
/// The order of operators in which the fewest bytes are alive at once, where branches leave a choice (Liberis and Lane, "Neural
/// Networks on Microcontrollers: Saving Memory at Inference via Operator Reordering", 2019): the path of the least peak through the
/// sets of operators that have run. Its states are taken by their peaks, so that the first that is complete is the best; where
/// they are too many, the best few of each length are followed. The moves are bounded and not the time, so that every machine
/// finds the same order.
/// </summary>
internal static class OperatorOrder
{
    /// <summary>Enough for every order of some 15 operators side by side, in less than a second.</summary>
    public const int MostMoves = 200_000;

    /// <summary>The graph in an order with a lower peak than its own; null where none was found.</summary>
    /// <exception cref="System.OperationCanceledException">The build was canceled.</exception>
    public static LoweredGraph? Improve(LoweredGraph graph, int mostMoves = MostMoves, CancellationToken cancellation = default)
    {
        var problem = new OrderProblem(graph);
        int known = Peak(problem);
        if (known <= problem.LowerBound) return null;

        OrderState? best = Best(problem, known, mostMoves, out bool isExact, cancellation);
        if (!isExact) best = BestOfFew(problem, known, mostMoves, cancellation);
        return best is null ? null : graph with { Operators = [.. best.Order.Select(step => graph.Operators[step])] };
    }

    /// <summary>The most bytes alive at once in the order as it is.</summary>
    public static int Peak(OrderProblem problem) =>
        Enumerable.Range(0, problem.Count).Aggregate(OrderState.First(problem), (state, step) => state.Move(step, problem).Make(problem)).Peak;

    private static OrderState? Best(OrderProblem problem, int known, int mostMoves, out bool isExact, CancellationToken cancellation)
    {
        // Of equal peaks the longest first, which goes straight to the end where nothing stands in the way; then the latest made.
        var queue = new PriorityQueue<OrderMove, (int Peak, int Left, int Number)>();
        var seen = new HashSet<ulong>();
        OrderState state = OrderState.First(problem);
        int made = 0;
        isExact = true;
        while (state.DoneCount < problem.Count)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (OrderMove move in state.Moves(problem, known))
            {
                if (!seen.Contains(move.Hash)) queue.Enqueue(move, (move.Peak, problem.Count - state.DoneCount, made--));
            }

            mostMoves -= state.Ready.Length;
            OrderMove next;
            do
            {
                if (!queue.TryDequeue(out next, out _)) return null;
            }
            while (!seen.Add(next.Hash));

            if (mostMoves <= 0)
            {
                isExact = false;
                return null;
            }

            state = next.Make(problem);
        }

        return state;
    }

    // A beam search.
    private static OrderState? BestOfFew(OrderProblem problem, int known, int mostMoves, CancellationToken cancellation)
    {
        int share = mostMoves / problem.Count;
        List<OrderState> states = [OrderState.First(problem)];
        for (int i = 0; i < problem.Count && states.Count > 0; i++)
        {
            IEnumerable<OrderMove> moves = states.SelectMany(state => state.Moves(problem, known)).OrderBy(move => move.Peak).ThenBy(move => move.Live).DistinctBy(move => move.Hash);
            int left = share;
            states = [];
            foreach (OrderMove move in moves)
            {
                cancellation.ThrowIfCancellationRequested();
                states.Add(move.Make(problem));
                if ((left -= states[^1].Ready.Length) <= 0) break;
            }
        }

        return states.Count == 0 ? null : states[0];
    }
}
