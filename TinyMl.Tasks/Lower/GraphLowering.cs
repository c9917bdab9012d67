using System.Collections.Generic;
using System.Collections.Immutable;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Lower;

/// <summary>Turns nodes into kernel records: the one place that knows which kernel runs an operator on which element type.</summary>
internal static class GraphLowering
{
    /// <summary>Lowers a graph whose tensors have their final types and quantization.</summary>
    public static LoweredGraph Lower(Graph graph)
    {
        var operators = ImmutableArray.CreateBuilder<LoweredOperator>();
        var aliases = new Dictionary<Tensor, Tensor>();
        foreach (Node node in graph.Nodes)
        {
            if (node.Operator is Reshape)
            {
                aliases.Add(node.Output, node.Input);
            }
            else
            {
                operators.Add(Lower(node));
            }
        }

        return new LoweredGraph(graph.Name, graph.Inputs, graph.Outputs, operators.ToImmutable(), aliases);
    }

    private static LoweredOperator Lower(Node node) => node.Input.Type switch
    {
        _ => throw new System.InvalidOperationException($"No kernel runs {node} on {node.Input.Type}."),
    };
}
