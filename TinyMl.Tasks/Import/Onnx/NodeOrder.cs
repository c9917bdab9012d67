using System;
using System.Collections.Generic;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Import.Onnx.Format;

namespace TinyMl.Tasks.Import.Onnx;

/// <summary>Puts nodes into an order in which they can run: the file's own where it is one, as the standard asks.</summary>
internal static class NodeOrder
{
    /// <summary>Sorts nodes topologically (Kahn, Topological sorting of large networks, 1962), keeping the order of the file
    /// where it is free.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="nodes">The nodes of the graph.</param>
    /// <param name="isGiven">Whether a name is an input or an initializer.</param>
    /// <exception cref="DiagnosticException">Nodes depend on each other in a circle, or a value is given twice or by
    /// nobody.</exception>
    public static IEnumerable<NodeProto> Sort(string path, IReadOnlyList<NodeProto> nodes, Predicate<string> isGiven)
    {
        Dictionary<string, int> producers = Producers(path, nodes);
        var waiting = new int[nodes.Count];
        var consumers = new List<int>?[nodes.Count];
        for (int i = 0; i < nodes.Count; i++)
        {
            foreach (string input in nodes[i].Input)
            {
                if (input.Length == 0 || isGiven(input)) continue;
                if (!producers.TryGetValue(input, out int producer))
                {
                    string reader = $"the node '{OnnxNode.NameOf(nodes[i])}' ({nodes[i].OpType})";
                    throw ModelDiagnostics.Damaged(path, $"{reader} reads '{input}', which no node, input or initializer gives");
                }

                waiting[i]++;
                (consumers[producer] ??= []).Add(i);
            }
        }

        var ready = new PriorityQueue<int, int>();
        for (int i = 0; i < nodes.Count; i++)
        {
            if (waiting[i] == 0) ready.Enqueue(i, i);
        }

        var order = new List<NodeProto>(nodes.Count);
        while (ready.TryDequeue(out int next, out _))
        {
            order.Add(nodes[next]);
            foreach (int consumer in consumers[next] ?? [])
            {
                if (--waiting[consumer] == 0) ready.Enqueue(consumer, consumer);
            }
        }

        if (order.Count == nodes.Count) return order;
        NodeProto stuck = nodes[Array.FindIndex(waiting, count => count > 0)];
        string place = $"which the node '{OnnxNode.NameOf(stuck)}' ({stuck.OpType}) lies on or behind";
        throw ModelDiagnostics.Damaged(path, $"its nodes depend on each other in a circle, {place}");
    }

    private static Dictionary<string, int> Producers(string path, IReadOnlyList<NodeProto> nodes)
    {
        var producers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < nodes.Count; i++)
        {
            foreach (string output in nodes[i].Output)
            {
                if (output.Length > 0 && !producers.TryAdd(output, i))
                    throw ModelDiagnostics.Damaged(path, $"the name '{output}' is given twice");
            }
        }

        return producers;
    }
}
