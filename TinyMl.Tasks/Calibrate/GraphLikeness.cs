using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Calibrate;

/// <summary>Tells how far two graphs are alike, from their sources on: nodes of the same operators on the same tensors and constants, in the same order.</summary>
internal static class GraphLikeness
{
    /// <summary>The number of nodes that both begin with, and what the tensors up to there are in the other graph. No node is alike where sources differ.</summary>
    public static (int Nodes, IReadOnlyDictionary<Tensor, Tensor> Counterparts) Of(Graph graph, Graph other)
    {
        var counterparts = new Dictionary<Tensor, Tensor>();
        if (!Match(graph.Inputs, other.Inputs) || graph.States.Length != other.States.Length) return (0, counterparts);
        for (int i = 0; i < graph.States.Length; i++)
        {
            (Tensor? initial, Tensor? otherInitial) = (graph.States[i].Initial, other.States[i].Initial);
            if (!Match([graph.States[i].Current], [other.States[i].Current]) || initial is null != otherInitial is null) return (0, counterparts);
            if (initial is not null && !initial.Data.SequenceEqual(otherInitial!.Data)) return (0, counterparts);
        }

        int nodes = 0;
        while (nodes < Math.Min(graph.Nodes.Length, other.Nodes.Length) && IsAlike(graph.Nodes[nodes], other.Nodes[nodes])) nodes++;
        return (nodes, counterparts);

        bool IsAlike(Node node, Node otherNode) =>
            node.Operator.Equals(otherNode.Operator)
            && node.Inputs.Length == otherNode.Inputs.Length
            && node.Inputs.Zip(otherNode.Inputs).All(pair => IsSame(pair.First, pair.Second))
            && Match(node.Outputs, otherNode.Outputs);

        bool IsSame(Tensor tensor, Tensor otherTensor) => tensor.IsConstant
            ? tensor == otherTensor || (otherTensor.IsConstant && HaveOneForm(tensor, otherTensor) && tensor.Data.SequenceEqual(otherTensor.Data))
            : counterparts.GetValueOrDefault(tensor) == otherTensor;

        bool Match(IReadOnlyList<Tensor> tensors, IReadOnlyList<Tensor> otherTensors)
        {
            if (tensors.Count != otherTensors.Count || !tensors.Zip(otherTensors).All(pair => HaveOneForm(pair.First, pair.Second))) return false;
            for (int i = 0; i < tensors.Count; i++) counterparts.Add(tensors[i], otherTensors[i]);
            return true;
        }
    }

    private static bool HaveOneForm(Tensor tensor, Tensor other) =>
        tensor.Type == other.Type && tensor.Shape == other.Shape && Equals(tensor.Quantization, other.Quantization);
}
