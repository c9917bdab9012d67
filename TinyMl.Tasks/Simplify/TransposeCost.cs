using System;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify;

/// <summary>What the transposes of a graph cost.</summary>
/// <param name="Elements">The elements that change their places in one inference.</param>
/// <param name="Count">The transposes.</param>
internal readonly record struct TransposeCost(long Elements, int Count) : IComparable<TransposeCost>
{
    public static TransposeCost Of(Graph graph)
    {
        Node[] transposes = [.. graph.Nodes.Where(node => node.Operator is Transpose)];
        return new TransposeCost(transposes.Sum(Moved), transposes.Length);
    }

    public static bool operator <(TransposeCost left, TransposeCost right) => left.CompareTo(right) < 0;

    public static bool operator >(TransposeCost left, TransposeCost right) => left.CompareTo(right) > 0;

    public static bool operator <=(TransposeCost left, TransposeCost right) => left.CompareTo(right) <= 0;

    public static bool operator >=(TransposeCost left, TransposeCost right) => left.CompareTo(right) >= 0;

    public int CompareTo(TransposeCost other) => (Elements, Count).CompareTo((other.Elements, other.Count));

    private static long Moved(Node node) =>
        Permutation.KeepsOrder(((Transpose)node.Operator).Permutation, node.Input.Shape) ? 0 : node.Output.Shape.ElementCount;
}
