using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
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
        foreach (Node node in graph.Nodes.SelectMany(QuantizationAlignment.Align))
        {
            if (!DataLowering.IsAlias(node))
            {
                operators.Add(Lower(node));
            }
            else if (node.Input.IsConstant)
            {
                operators.Add(DataLowering.Copy(node.Input, node.Output));
            }
            else
            {
                aliases.Add(node.Output, node.Input);
            }
        }

        var lowered = new LoweredGraph(graph.Name, graph.Inputs, [], [], aliases) { Labels = graph.Labels };
        HashSet<Tensor> sources = [.. graph.Sources];
        Tensor[] outputs = [.. graph.Outputs.Select(Owned)];
        return StateLowering.Lower(lowered with { Outputs = [.. outputs], Operators = operators.ToImmutable() }, graph.States);

        // An output that is a constant, an input or a state as it stands gets bytes of its own.
        Tensor Owned(Tensor output)
        {
            if (!output.IsConstant && !sources.Contains(output) && !graph.States.Any(state => state.Current == lowered.Storage(output))) return output;
            Tensor copy = output.As(output.Type, output.Quantization);
            operators.Add(DataLowering.Copy(output, copy));
            return copy;
        }
    }

    private static LoweredOperator Lower(Node node)
    {
        if (DataLowering.Moves(node)) return DataLowering.Lower(node);
        if (ChoiceLowering.Runs(node)) return ChoiceLowering.Lower(node);
        if (IntegerLowering.Runs(node)) return IntegerLowering.Lower(node);
        if (node.Operator is Classical) return ClassicalLowering.Lower(node);
        if (node is { Operator: Softmax, Input.Type: ElementType.Int8 }) return Int8Lowering.Lower(node);
        if (Computes(ElementType.Int16) || (node.Operator is Quantize && Computes(ElementType.Int32))) return Int16Lowering.Lower(node);
        if (Computes(ElementType.Int8)) return Int8Lowering.Lower(node);
        if (Computes(ElementType.Float32)) return Float32Lowering.Lower(node);
        throw new InvalidOperationException($"No kernel runs {node} from {node.Input.Type} to {node.Output.Type}.");

        bool Computes(ElementType type) => node.Input.Type == type || node.Output.Type == type;
    }
}
