using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify.Channels;

/// <summary>
/// Puts constants into the place of activations whose channels are all constant, so that what computes them goes. An operand of elementwise
/// arithmetic is broadcast from one element for each channel; other readers get all elements, where flash does not pay much for them.
/// </summary>
internal static class ConstantActivations
{
    /// <summary>Replaces what can be replaced; outputs of the graph and next states stay computed.</summary>
    /// <returns>The graph, the same object where nothing was replaced, and the number of inputs that are constants now.</returns>
    public static (Graph Graph, int Replaced) Replace(ChannelFlows flows, ConstantChannels constants)
    {
        Graph graph = flows.Graph;
        Dictionary<Tensor, Node> producers = graph.Producers();
        var made = new Dictionary<(Tensor, bool), Tensor>();
        int replaced = 0;
        Node[] nodes = [.. graph.Nodes.Select(node => node.Inputs.Any(IsConstant) ? node.With(inputs: node.Inputs.Select((_, k) => Input(node, k))) : node)];
        return replaced == 0 ? (graph, 0) : (graph.With(nodes).WithoutUnused(), replaced);

        bool IsConstant(Tensor tensor) => !tensor.IsConstant && constants.IsWhole(tensor);

        Tensor Input(Node node, int k)
        {
            Tensor input = node.Inputs[k];
            if (!IsConstant(input) || node.Outputs.Length != 1) return input;
            bool isBroadcast = CanBroadcast(node, k);
            if (!isBroadcast && input.ByteLength > Math.Max(FoldConstants.SmallBytes, ConstantBytes(producers[input]))) return input;

            replaced++;
            if (made.TryGetValue((input, isBroadcast), out Tensor? constant)) return constant;
            constant = constants.Filled(input, isBroadcast ? OnlyAxis(input.Shape, flows.AxisOf(input)) : input.Shape);
            made.Add((input, isBroadcast), constant);
            return constant;
        }

        // The other operand must have the elements that this one then lacks.
        bool CanBroadcast(Node node, int k) =>
            node.Operator is Binary
            && node.Inputs[1 - k] is { IsConstant: false } other
            && !IsConstant(other)
            && Shape.Broadcast(OnlyAxis(node.Inputs[k].Shape, flows.AxisOf(node.Inputs[k])), other.Shape) == node.Output.Shape;
    }

    private static long ConstantBytes(Node node) => node.Inputs.Where(input => input.IsConstant).Sum(input => (long)input.ByteLength);

    private static Shape OnlyAxis(Shape shape, int axis) => new([.. shape.Select((dimension, i) => i == axis ? dimension : 1)]);
}
