using System;
using System.Collections.Immutable;
using System.IO.Hashing;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Pack;

/// <summary>
/// Chooses how the weights of a graph are stored. What can be read in place is chosen wherever it saves more flash than it takes of RAM;
/// everything else only where a budget asks for it, such that decoding takes the fewest operations.
/// </summary>
internal sealed class WeightPacking
{
    // Steps of the sum of saved bytes that the search tells apart.
    private const int Resolution = 1 << 16;

    // How often the search may ask for more, because records take a few bytes more or less than it takes them to.
    private const int Attempts = 8;

    private readonly LoweredGraph _graph;
    private readonly ImmutableArray<ImmutableArray<int>> _groups;

    private WeightPacking(LoweredGraph graph)
    {
        _graph = graph;
        _groups =
        [
            .. Enumerable.Range(0, graph.Operators.Length)
                .Where(step => graph.Operators[step].Inputs.Length > 1 && graph.Operators[step].Inputs[1].Form == ConstantForm.Weights)
                .GroupBy(step => XxHash128.HashToUInt128(graph.Operators[step].Inputs[1].Tensor.Data))
                .Select(group => group.ToImmutableArray()),
        ];
    }

    /// <summary>The graph with weights that can be read in place.</summary>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static LoweredGraph InPlace(LoweredGraph graph, CancellationToken cancellation)
    {
        var packing = new WeightPacking(graph);
        return packing.Encode(packing.InPlace(cancellation));
    }

    /// <summary>The graph with weights that take at most a budget where that is possible, else as few bytes as possible.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="flashBudget">The bytes that the packed file may take.</param>
    /// <param name="size">The bytes that the packed file of a graph takes.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static LoweredGraph Within(LoweredGraph graph, long flashBudget, Func<LoweredGraph, int> size, CancellationToken cancellation)
    {
        var packing = new WeightPacking(graph);
        ImmutableArray<WeightChoice> readable = packing.InPlace(cancellation);
        LoweredGraph inPlace = packing.Encode(readable);
        int bytes = size(inPlace);
        if (bytes <= flashBudget) return inPlace;

        ImmutableArray<ImmutableArray<WeightChoice>> choices = [.. packing._groups.Select(group => packing.Choices(group, cancellation))];
        long needed = bytes + readable.Sum(choice => (long)choice.SavedBytes) - flashBudget;
        for (int attempt = 0; attempt < Attempts && Cheapest(choices, needed, cancellation) is { } cheapest; attempt++)
        {
            LoweredGraph encoded = packing.Encode(cheapest);
            int over = (int)Math.Max(0, size(encoded) - flashBudget);
            if (over == 0) return encoded;
            needed += over;
        }

        return packing.Encode([.. choices.Select(options => options.MaxBy(choice => choice.SavedBytes)!)]);
    }

    /// <summary>The operator with its weights in an encoding, and the scratch that it decodes them into.</summary>
    public static LoweredOperator WithWeights(LoweredOperator step, EncodedWeights encoded)
    {
        var scratch = new Tensor($"{step.Inputs[1].Tensor.Name}.decoded", ElementType.Int8, new Shape(DecodingCost.Of(step, encoded).ScratchBytes));
        return new LoweredOperator(
            step.Source, step.Code, step.Inputs.SetItem(1, step.Inputs[1] with { Encoded = encoded }), step.Outputs.Add(scratch), step.Attributes);
    }

    private ImmutableArray<WeightChoice> InPlace(CancellationToken cancellation) => [.. _groups.Select(group => InPlace(group, cancellation))];

    private WeightChoice InPlace(ImmutableArray<int> group, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return WeightEncodings.InPlace(Weights(group))
            .Select(encoded => Choice(group, encoded))
            .Where(choice => choice.PaysItsScratch)
            .Append(WeightChoice.Raw)
            .MaxBy(choice => choice.SavedBytes)!;
    }

    private ImmutableArray<WeightChoice> Choices(ImmutableArray<int> group, CancellationToken cancellation) =>
        [WeightChoice.Raw, .. WeightEncodings.All(Weights(group), cancellation).Select(encoded => Choice(group, encoded))];

    private WeightChoice Choice(ImmutableArray<int> group, EncodedWeights encoded)
    {
        DecodingCost[] costs = [.. group.Select(step => DecodingCost.Of(_graph.Operators[step], encoded))];
        return new WeightChoice(encoded, Weights(group).Length - encoded.Bytes, costs.Max(cost => cost.ScratchBytes), costs.Sum(cost => cost.Operations));
    }

    private ReadOnlySpan<sbyte> Weights(ImmutableArray<int> group) => _graph.Operators[group[0]].Inputs[1].Tensor.Values<sbyte>();

    // One choice for each group, of the fewest operations of all that save enough together; null where none do. Exact but for the
    // rounding of what is saved to the resolution, downwards.
    private static ImmutableArray<WeightChoice>? Cheapest(ImmutableArray<ImmutableArray<WeightChoice>> choices, long needed, CancellationToken cancellation)
    {
        long unit = Math.Max(1, (needed + Resolution - 1) / Resolution);
        int goal = (int)((needed + unit - 1) / unit);
        long[] least = new long[goal + 1];
        least.AsSpan(1).Fill(long.MaxValue);
        byte[][] taken = new byte[choices.Length][];
        for (int group = 0; group < choices.Length; group++)
        {
            cancellation.ThrowIfCancellationRequested();
            long[] next = new long[goal + 1];
            next.AsSpan().Fill(long.MaxValue);
            taken[group] = new byte[goal + 1];
            for (int choice = 0; choice < choices[group].Length; choice++)
            {
                int saved = (int)Math.Min(goal, choices[group][choice].SavedBytes / unit);
                for (int sum = 0; sum <= goal; sum++)
                {
                    long before = least[Math.Max(0, sum - saved)];
                    if (before == long.MaxValue || before + choices[group][choice].Operations >= next[sum]) continue;
                    next[sum] = before + choices[group][choice].Operations;
                    taken[group][sum] = (byte)choice;
                }
            }

            least = next;
        }

        if (least[goal] == long.MaxValue) return null;
        var cheapest = new WeightChoice[choices.Length];
        int left = goal;
        for (int group = choices.Length - 1; group >= 0; group--)
        {
            cheapest[group] = choices[group][taken[group][left]];
            left = (int)Math.Max(0, left - (cheapest[group].SavedBytes / unit));
        }

        return [.. cheapest];
    }

    private LoweredGraph Encode(ImmutableArray<WeightChoice> choices)
    {
        LoweredOperator[] operators = [.. _graph.Operators];
        foreach ((ImmutableArray<int> group, WeightChoice choice) in _groups.Zip(choices))
        {
            if (choice.Encoded is not { } encoded) continue;
            foreach (int step in group) operators[step] = WithWeights(operators[step], encoded);
        }

        return _graph with { Operators = [.. operators] };
    }
}
