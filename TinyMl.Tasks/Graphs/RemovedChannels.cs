using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Graphs;

/// <summary>How many channels of a node's first input and of its output were dead or constant and are gone, and how many there were.</summary>
/// <param name="Node">The node's name.</param>
internal sealed record RemovedChannels(string Node, int Inputs, int InputsBefore, int Outputs, int OutputsBefore)
{
    /// <summary>What is gone after two removals in turn, by node in the order in which they first lost channels.</summary>
    public static ImmutableArray<RemovedChannels> Then(ImmutableArray<RemovedChannels> first, ImmutableArray<RemovedChannels> second) =>
        [.. first.Concat(second).GroupBy(removed => removed.Node).Select(Sum)];

    private static RemovedChannels Sum(IEnumerable<RemovedChannels> ofNode) =>
        ofNode.Aggregate((sum, next) => sum with { Inputs = sum.Inputs + next.Inputs, Outputs = sum.Outputs + next.Outputs });
}
